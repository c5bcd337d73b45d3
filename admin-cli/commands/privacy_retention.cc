#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/privacy.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "admin-cli/paging.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/privacy_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::FormerPerson;
using v1::PrivacyService;
using v1::Retention;

constexpr int kShownWithoutLimit = 100;

const ColumnsOf<Retention>& RuleColumns() {
  static const auto* const kColumns = new ColumnsOf<Retention>{
      {{"months_after_leaving", "Months after leaving"},
       [](const Retention& r) { return int64_t{r.months_after_leaving()}; }},
      {{"valid_from", "Erases from", Type::kWhole},
       [](const Retention& r) { return r.months_after_leaving() == 0 ? Value() : Optional(r.valid_from()); }}};
  return *kColumns;
}

struct ShowOptions {};

absl::Status Show(const ShowOptions&, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetRetentionRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const Retention rule, context.client.Call<PrivacyService>(&PrivacyService::Stub::GetRetention, request));
  context.AnswerOne(RuleColumns(), rule);
  if (rule.months_after_leaving() == 0) context.Note("People are kept for ever after they have left.");
  return absl::OkStatus();
}

struct SetOptions {
  std::optional<int> months;
  std::string request_id;
  bool yes = false;
};

// How many it is about, for whoever is asked.
absl::StatusOr<int64_t> CountErased(int months, const Names& names, Context& context) {
  v1::PreviewRetentionRequest request;
  request.set_parent(names.parent());
  request.set_months_after_leaving(months);
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const v1::PreviewRetentionResponse preview,
                   context.client.Call<PrivacyService>(&PrivacyService::Stub::PreviewRetention, request, kLong));
  return preview.total();
}

absl::Status Set(const SetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (!options.months) return UsageError("Say with --months how long people are kept after they left; 0 is for ever.");
  if (*options.months > 0 && !options.yes) {
    ASSIGN_OR_RETURN(const int64_t people, CountErased(*options.months, names, context));
    RETURN_IF_ERROR(Confirm(absl::StrCat("Erase people ", *options.months, *options.months == 1 ? " month" : " months",
                                         " after they left, from tomorrow on? Today that would be ", people,
                                         people == 1 ? " person." : " people."),
                            context));
  }
  v1::SetRetentionRequest request;
  request.set_parent(names.parent());
  request.set_months_after_leaving(*options.months);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const Retention rule, context.client.Call<PrivacyService>(&PrivacyService::Stub::SetRetention, request));
  context.AnswerOne(RuleColumns(), rule);
  if (rule.months_after_leaving() > 0) {
    context.Note("See whom it erases with nanolearn privacy retention preview, and whom it has erased with nanolearn audit list --action "
                 "ErasePerson.");
  }
  return absl::OkStatus();
}

struct PreviewOptions {
  std::optional<int> months;
  int limit = 0;
};

const ColumnsOf<FormerPerson>& PreviewColumns() {
  static const auto* const kColumns = new ColumnsOf<FormerPerson>{
      {{"person", "Person", Type::kWhole}, [](const FormerPerson& p) { return ShortId(p.person()); }},
      {{"last_day", "Last day", Type::kWhole}, [](const FormerPerson& p) { return p.last_day(); }}};
  return *kColumns;
}

absl::Status Preview(const PreviewOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::PreviewRetentionRequest request;
  request.set_parent(names.parent());
  request.set_months_after_leaving(options.months.value_or(0));
  v1::PreviewRetentionResponse last;
  ASSIGN_OR_RETURN(
      const std::vector<FormerPerson> people,
      (ListAll<PrivacyService, v1::PreviewRetentionRequest, v1::PreviewRetentionResponse, FormerPerson>(
          context, &PrivacyService::Stub::PreviewRetention, request, &v1::PreviewRetentionResponse::people,
          options.limit > 0 ? options.limit : kShownWithoutLimit, &last)));
  context.AnswerList(PreviewColumns(), people, last.months_after_leaving() == 0
                                                   ? "There is no rule: nobody is erased. Try one with --months."
                                                   : "Nobody has been gone for so long.");
  if (last.months_after_leaving() == 0) return absl::OkStatus();
  context.Note(absl::StrCat("By ", last.months_after_leaving(), last.months_after_leaving() == 1 ? " month: " : " months: ", last.total(),
                            last.total() == 1 ? " person. " : " people. ", kNothingChanged));
  return absl::OkStatus();
}

}  // namespace

void AddRetention(Noun& privacy) {
  Noun noun = privacy.AddNoun("retention", "How long people are kept after they have left");

  Verb show = noun.AddVerb({"show", "Show the rule", "privacy retention show"});
  show.Runs(Show);

  Verb set = noun.AddVerb({"set", "Let the server erase people some time after they left, from tomorrow on",
                           "privacy retention set --months 24"});
  auto& chosen = set.Runs(Set);
  set.Setting(chosen.months, "--months", "So many months after their last day; 0: never");
  set.Yes(chosen.yes);
  set.RequestId(chosen.request_id);

  Verb preview = noun.AddVerb({"preview", "List whom the rule, or another, would erase today", "privacy retention preview --months 24"});
  auto& previewed = preview.Runs(Preview);
  preview.Setting(previewed.months, "--months", "As if this were the rule");
  preview.Limit(previewed.limit);
}

}  // namespace nanolearn::cli
