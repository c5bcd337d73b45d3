#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/progress.h"
#include "admin-cli/question.h"
#include "admin-cli/text.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::ComplianceService;
using v1::FigureDifference;
using v1::KeptFigures;
using v1::RebuildComplianceResponse;
using v1::VerifyComplianceResponse;

constexpr absl::Duration kVerifyPatience = absl::Hours(4);
constexpr absl::Duration kPollPause = absl::Seconds(1);

// The figures that differ, each as "completed 12 counted 13".
std::string Differing(const FigureDifference& difference) {
  std::vector<std::string> parts;
  const auto compare = [&](absl::string_view name, int kept, int counted) {
    if (kept != counted) parts.push_back(absl::StrCat(name, " ", kept, " counted ", counted));
  };
  const KeptFigures &kept = difference.kept(), &counted = difference.counted();
  const v1::AssignmentCounts &a = kept.assignments(), &b = counted.assignments();
  compare("people", kept.people(), counted.people());
  compare("required", kept.required(), counted.required());
  compare("completed", kept.completed(), counted.completed());
  compare("overdue", kept.overdue(), counted.overdue());
  compare("waived", kept.waived(), counted.waived());
  compare("paused", kept.paused(), counted.paused());
  compare("assignments_completed", a.completed(), b.completed());
  compare("assignments_completed_late", a.completed_late(), b.completed_late());
  compare("assignments_overdue", a.overdue(), b.overdue());
  compare("assignments_not_due", a.not_yet_due(), b.not_yet_due());
  compare("assignments_waived", a.waived(), b.waived());
  compare("assignments_paused", a.paused(), b.paused());
  return absl::StrJoin(parts, ", ");
}

std::string KindsOf(const FigureDifference& difference) {
  std::vector<std::string> kinds;
  for (int i = 0; i < difference.kinds_size(); ++i) kinds.push_back(EnumText(difference.kinds(i)));
  return absl::StrJoin(kinds, "+");
}

const ColumnsOf<FigureDifference>& Columns() {
  static const auto* const kColumns = new ColumnsOf<FigureDifference>{
      {{"day", "Day"}, [](const FigureDifference& d) { return d.day(); }},
      {{"unit", "Unit"}, [](const FigureDifference& d) { return ShortId(d.unit()); }},
      {{"programme", "Programme"}, [](const FigureDifference& d) { return ShortId(d.programme()); }},
      {{"module", "Module"}, [](const FigureDifference& d) { return ShortId(d.module()); }},
      {{"kinds", "Kinds"}, KindsOf},
      {{"differing", "Kept and counted"}, Differing}};
  return *kColumns;
}

struct VerifyOptions {
  std::vector<std::string> days;
};

absl::Status Verify(const VerifyOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::VerifyComplianceRequest request;
  request.set_parent(names.parent());
  for (const std::string& day : options.days) request.add_days(day);
  ASSIGN_OR_RETURN(const VerifyComplianceResponse response,
                   context.client.Call<ComplianceService>(&ComplianceService::Stub::VerifyCompliance, request,
                                                          kVerifyPatience));
  const int64_t wrong = response.difference_count();
  context.Answer(TableOf(Columns(), response.differences()));
  const std::string compared =
      absl::StrCat(response.compared(), " figures on ", response.days_size(),
                   response.days_size() == 1 ? " day" : " days", " compared with the facts");
  if (wrong > 0) {
    return UnexpectedError(absl::StrCat(compared, ": ", wrong, wrong == 1 ? " differs" : " differ",
                                        ". `nanolearn compliance rebuild` makes them anew; please report "
                                        "what happened before."));
  }
  context.Note(absl::StrCat(compared, ": no difference."));
  return absl::OkStatus();
}

struct RebuildOptions {
  std::string request_id;
  bool yes = false;
};

absl::StatusOr<RebuildComplianceResponse> AskRebuild(const v1::RebuildComplianceRequest& request,
                                                     Context& context) {
  return context.client.Call<ComplianceService>(&ComplianceService::Stub::RebuildCompliance, request, kLong);
}

absl::Status Rebuild(const RebuildOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (!options.yes) {
    RETURN_IF_ERROR(
        Confirm("Forget all figures and make them anew? Until they are there, answers are counted from the "
                "facts and take longer. No fact is touched.",
                context));
  }
  v1::RebuildComplianceRequest request;
  request.set_parent(names.parent());
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(RebuildComplianceResponse response, AskRebuild(request, context));
  {
    const int64_t people = response.people_left();
    Progress progress(context.err, context.environment, "making figures", people);
    while (!response.done()) {
      progress.Set(people - response.people_left());
      absl::SleepFor(kPollPause);
      ASSIGN_OR_RETURN(response, AskRebuild(request, context));
    }
  }
  context.Note("The figures were made anew. `nanolearn compliance verify` compares them with the facts.");
  return absl::OkStatus();
}

}  // namespace

void AddComplianceVerify(Noun& noun) {
  Verb verify = noun.AddVerb(
      {"verify", "Count all figures from the facts and compare; exit code 1 and a list when some differ",
       "compliance verify --day 2026-11-23"});
  auto& verified = verify.Runs(Verify);
  verify.Options(verified.days, "--day", "DATE",
                 "On this day, past or to come. Without it today, thirty days from "
                 "now, the last day of next year and the first days of the last 24 months");
}

void AddComplianceRebuild(Noun& noun) {
  Verb rebuild = noun.AddVerb(
      {"rebuild", "Forget all figures and make them anew from the facts", "compliance rebuild --yes"});
  auto& rebuilt = rebuild.Runs(Rebuild);
  rebuild.Yes(rebuilt.yes);
  rebuild.RequestId(rebuilt.request_id);
}

}  // namespace nanolearn::cli
