#include "service/app/call_limits.h"

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"

namespace nanolearn {
namespace {

constexpr int kWrongAtOnce = 30;
constexpr absl::Duration kWrongPause = absl::Seconds(1);

std::unique_ptr<RateLimit> LimitOf(const Clock& clock, int calls) {
  if (calls <= 0) return nullptr;
  return std::make_unique<RateLimit>(clock, 2 * calls, absl::Seconds(1) / calls);
}

absl::Status SpendOne(RateLimit* limit, const std::string& whose, absl::string_view called) {
  if (!limit || whose.empty() || limit->Spend(whose)) return absl::OkStatus();
  return errors::TooManyCalls(called, limit->Wait(whose));
}

}  // namespace

CallLimits::CallLimits(const Clock& clock, const CallLimitOptions& options)
    : of_token_(LimitOf(clock, options.of_token)),
      of_organisation_(LimitOf(clock, options.of_organisation)),
      of_address_(LimitOf(clock, options.of_address)),
      wrong_tokens_(clock, kWrongAtOnce, kWrongPause) {}

absl::Status CallLimits::Spend(const Caller& caller) {
  const AuditActor& actor = caller.origin.actor;
  RETURN_IF_ERROR(SpendOne(of_token_.get(), absl::StrCat(AuditActorTypeName(actor.type), " ", actor.id),
                           "this token"));
  RETURN_IF_ERROR(SpendOne(of_address_.get(), caller.origin.address, "this address"));
  if (caller.token.organisation_id == kNoId) return absl::OkStatus();
  return SpendOne(of_organisation_.get(), absl::StrCat(caller.token.organisation_id), "this organisation");
}

absl::Status CallLimits::WrongToken(const std::string& address, const absl::Status& refusal) {
  if (wrong_tokens_.Spend(address)) return refusal;
  return errors::TooManyWrongTokens(wrong_tokens_.Wait(address));
}

}  // namespace nanolearn
