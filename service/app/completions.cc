#include "service/app/completions.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/completion_batch.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/reason_text.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::vector<CompletionView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                    const std::vector<Completion>& completions) {
  std::vector<Id> ids;
  for (const Completion& completion : completions) ids.push_back(completion.module_id);
  std::map<Id, std::string> module_of = tx.modules().Slugs(organisation_id, ids);
  std::vector<CompletionView> views;
  for (const Completion& completion : completions)
    views.push_back({completion, module_of[completion.module_id], std::nullopt});
  return views;
}

absl::Status Check(const CompletionRequest& request) {
  RETURN_IF_ERROR(CheckRequestId(request.request_id));
  return CheckEvidence(request.evidence, "evidence");
}

}  // namespace

absl::StatusOr<Organisation> Completions::AuthoriseRecording(const Caller& caller,
                                                             const std::string& organisation) {
  return AuthoriseWhole(env_, caller, organisation, Permission::kRecordCompletions);
}

absl::StatusOr<std::vector<CompletionResult>> Completions::RecordAll(
    const Organisation& organisation, absl::Span<const CompletionRequest> requests) {
  std::vector<CompletionRequest> checked(requests.begin(), requests.end());
  std::vector<absl::Status> problems;
  for (CompletionRequest& request : checked) {
    problems.push_back(Check(request));
    // Also the retry after an unknown commit outcome finds what it has written by this id.
    if (request.request_id.empty()) request.request_id = NewRequestId();
  }
  // Requests that cannot be right are answered without the database.
  std::vector<CompletionRequest> sound;
  for (size_t i = 0; i < checked.size(); ++i) {
    if (problems[i].ok()) sound.push_back(checked[i]);
  }
  std::vector<CompletionResult> recorded;
  if (!sound.empty()) {
    bool is_first_run = true;
    RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
      CompletionBatch batch(env_, organisation, tx, question_counts_, std::exchange(is_first_run, false));
      recorded = batch.Record(sound);
      return absl::OkStatus();
    }));
  }
  std::vector<CompletionResult> results;
  size_t next = 0;
  for (const absl::Status& problem : problems) {
    if (problem.ok()) {
      results.push_back(std::move(recorded[next++]));
    } else {
      results.push_back(problem);
    }
  }
  return results;
}

absl::StatusOr<CompletionView> Completions::Get(const Caller& caller, const std::string& organisation,
                                                Id id) {
  CompletionView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadCompletions));
    if (caller.token.unit_id != kNoId) return errors::NeedsWholeOrganisation();
    const std::optional<Completion> completion = tx.completions().Find(org.id, id);
    if (!completion) return errors::NotFound("completion", ResourceName(org.slug, "completions", id));
    view = ViewsOf(tx, org.id, {*completion}).front();
    if (completion->void_id != kNoId) view.void_record = tx.completions().FindVoid(org.id, id);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<CompletionList> Completions::List(const Caller& caller, const CompletionListQuery& query,
                                                 const PageRequest& request) {
  const std::string text = absl::StrCat("completions\n", query.organisation, "\n", query.person_id, "\n",
                                        query.module, "\n", query.programme);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  CompletionList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, query.organisation, Permission::kReadCompletions));
    if (caller.token.unit_id != kNoId) return errors::NeedsWholeOrganisation();
    CompletionQuery resolved{.person_id = query.person_id, .after = page.after_id(), .limit = page.size + 1};
    ASSIGN_OR_RETURN(resolved.module_id, FindModuleId(tx, org, query.module));
    ASSIGN_OR_RETURN(resolved.programme_id, FindProgrammeId(tx, org, query.programme));
    std::vector<Completion> completions = tx.completions().List(org.id, resolved);
    if (completions.size() > static_cast<size_t>(page.size)) {
      completions.pop_back();
      list.next_page_token = NextPageToken(text, completions.back().id);
    }
    list.completions = ViewsOf(tx, org.id, completions);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
