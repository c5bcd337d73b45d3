#include "service/rpc/call.h"

#include <chrono>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "service/domain/errors/access.h"

namespace nanolearn::rpc {
namespace {

constexpr absl::string_view kScheme = "bearer ";

// What follows "Bearer" in the authorization header; empty when there is none.
std::string BearerToken(const grpc::CallbackServerContext& context) {
  const auto header = context.client_metadata().find("authorization");
  if (header == context.client_metadata().end()) return {};
  const absl::string_view value(header->second.data(), header->second.size());
  if (!absl::StartsWithIgnoreCase(value, kScheme)) return {};
  return std::string(absl::StripAsciiWhitespace(value.substr(kScheme.size())));
}

}  // namespace

absl::StatusOr<Caller> Admit(Authenticator& authenticator, const grpc::CallbackServerContext& context) {
  if (context.IsCancelled()) return CallCancelled();
  if (context.deadline() < std::chrono::system_clock::now()) return DeadlinePassed();
  absl::StatusOr<Caller> caller = authenticator.Authenticate(BearerToken(context));
  if (caller.ok() && caller->token.source_id != kNoId) return errors::DirectoryOnly();
  return caller;
}

}  // namespace nanolearn::rpc
