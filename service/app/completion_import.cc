// Completions::Import and Attest of completions.h: who has done what elsewhere, named by person, module and
// day.

#include <algorithm>
#include <map>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/completions.h"
#include "service/app/lookup.h"
#include "service/app/person_lookup.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/completion.h"
#include "service/domain/module_kind.h"
#include "service/domain/reason_text.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr int kNoon = 12;

// The same for the same person, module and day, so that importing again changes nothing. `attempt` grows when
// what was recorded under an id was taken back.
std::string RequestIdOf(Id person_id, Id module_id, Date day, int attempt) {
  const std::string text = absl::StrCat(person_id, "\n", module_id, "\n", FormatDate(day), "\n", attempt);
  return absl::StrCat("import-", Hex(Sha256(text)).substr(0, 40));
}

// A row whose person and module are known, and what is there of it already.
struct Resolved {
  size_t row;
  Id person_id;
  Id module_id;
  std::string request_id;
  Id assignment_id = kNoId;
  std::optional<Completion> completion;
};

class Resolver {
 public:
  Resolver(const ReadTransaction& tx, const Organisation& org, absl::Span<const PersonCompletion> rows,
           Date today)
      : tx_(tx), org_(org), rows_(rows), today_(today), problems_(rows.size(), absl::OkStatus()) {}

  void Run() {
    FindRows();
    FindRequestIds();
    FindAssignments();
  }

  const std::vector<Resolved>& resolved() const { return resolved_; }
  const std::vector<absl::Status>& problems() const { return problems_; }

 private:
  void FindRows();
  absl::StatusOr<Id> ModuleOf(const std::string& slug);
  void FindRequestIds();
  void FindAssignments();
  absl::StatusOr<Id> Choose(const std::vector<const Assignment*>& candidates, const Resolved& resolved) const;

  const ReadTransaction& tx_;
  const Organisation& org_;
  absl::Span<const PersonCompletion> rows_;
  const Date today_;
  std::vector<absl::Status> problems_;  // of each row
  std::vector<Resolved> resolved_;
  std::map<std::string, absl::StatusOr<Id>> modules_;
};

void Resolver::FindRows() {
  std::vector<std::string> called;
  std::vector<Date> days;
  for (const PersonCompletion& row : rows_) {
    called.push_back(row.person);
    days.push_back(row.date);
  }
  const std::vector<absl::StatusOr<Id>> people = FindPeople(tx_, org_, called, days);
  for (size_t i = 0; i < rows_.size(); ++i) {
    const absl::StatusOr<Id> module = ModuleOf(rows_[i].module);
    if (!people[i].ok()) {
      problems_[i] = people[i].status();
    } else if (!module.ok()) {
      problems_[i] = module.status();
    } else if (rows_[i].date > today_) {
      problems_[i] = InvalidField("date", "lies in the future");
    } else if (absl::Status evidence = CheckEvidence(rows_[i].evidence, "evidence"); !evidence.ok()) {
      problems_[i] = evidence;
    } else {
      resolved_.push_back({i, *people[i], *module, ""});
    }
  }
}

absl::StatusOr<Id> Resolver::ModuleOf(const std::string& slug) {
  const auto known = modules_.find(slug);
  if (known != modules_.end()) return known->second;
  const absl::StatusOr<ModuleSummary> module = FindModule(tx_, org_, slug);
  const absl::StatusOr<Id> id = module.ok() ? absl::StatusOr<Id>(module->id) : module.status();
  modules_.emplace(slug, id);
  return id;
}

// What was recorded before is found by its request id.
void Resolver::FindRequestIds() {
  std::vector<Resolved*> open;
  for (Resolved& resolved : resolved_) open.push_back(&resolved);
  for (int attempt = 1; !open.empty(); ++attempt) {
    std::vector<std::string> ids;
    for (Resolved* resolved : open) {
      resolved->request_id =
          RequestIdOf(resolved->person_id, resolved->module_id, rows_[resolved->row].date, attempt);
      ids.push_back(resolved->request_id);
    }
    absl::flat_hash_map<std::string, Completion> found;
    for (Completion& completion : tx_.completions().FindByRequest(org_.id, ids)) {
      found[completion.request_id] = completion;
    }
    std::vector<Resolved*> voided;
    for (Resolved* resolved : open) {
      const auto completion = found.find(resolved->request_id);
      if (completion == found.end()) continue;
      if (completion->second.void_id != kNoId) {
        voided.push_back(resolved);
      } else {
        resolved->completion = completion->second;
      }
    }
    open = std::move(voided);
  }
}

void Resolver::FindAssignments() {
  std::vector<Id> people;
  for (const Resolved& resolved : resolved_) people.push_back(resolved.person_id);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  const std::vector<Assignment> assignments = tx_.assignments().OfPeople(org_.id, people);
  std::map<std::pair<Id, Id>, std::vector<const Assignment*>> candidates;
  for (const Assignment& assignment : assignments) {
    candidates[{assignment.person_id, assignment.module_id}].push_back(&assignment);
  }
  std::vector<Resolved> good;
  for (Resolved& resolved : resolved_) {
    if (!resolved.completion) {
      const absl::StatusOr<Id> chosen =
          Choose(candidates[{resolved.person_id, resolved.module_id}], resolved);
      if (!chosen.ok()) {
        problems_[resolved.row] = chosen.status();
        continue;
      }
      resolved.assignment_id = *chosen;
    }
    good.push_back(std::move(resolved));
  }
  resolved_ = std::move(good);
}

// The assignment that was open on the day; of several (in several programmes) one that is not completed, the
// first due.
absl::StatusOr<Id> Resolver::Choose(const std::vector<const Assignment*>& candidates,
                                    const Resolved& resolved) const {
  const PersonCompletion& row = rows_[resolved.row];
  const Assignment* chosen = nullptr;
  const Assignment* later = nullptr;
  const auto before = [](const Assignment& a, const Assignment& b) {
    return std::pair(a.complete_date.has_value(), a.due_date) <
           std::pair(b.complete_date.has_value(), b.due_date);
  };
  for (const Assignment* assignment : candidates) {
    if (assignment->open_date > row.date) {
      if (!later || assignment->open_date < later->open_date) later = assignment;
    } else if (!assignment->close_date || row.date < *assignment->close_date) {
      if (!chosen || before(*assignment, *chosen)) chosen = assignment;
    }
  }
  if (chosen) return chosen->id;
  return errors::NoAssignment(row.person, row.module, row.date,
                              later ? absl::StrCat("their assignment opens on ", FormatDate(later->open_date))
                              : candidates.empty() ? "no programme gives it to them"
                                                   : "");
}

}  // namespace

absl::StatusOr<std::vector<CompletionResult>> Completions::Import(
    const Caller& caller, const std::string& organisation, absl::Span<const PersonCompletion> completions) {
  ASSIGN_OR_RETURN(const Organisation org, AuthoriseRecording(caller, organisation));
  std::vector<absl::Status> problems;
  std::vector<Resolved> resolved;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    Resolver resolver(tx, org, completions, Today(env_, org));
    resolver.Run();
    problems = resolver.problems();
    resolved = resolver.resolved();
    return absl::OkStatus();
  }));
  std::vector<CompletionResult> results;
  for (const absl::Status& problem : problems) {
    results.push_back(problem.ok() ? absl::InternalError("the completion was not reached") : problem);
  }
  std::vector<Resolved> added;
  absl::flat_hash_map<std::string, size_t> row_of;    // by request id
  std::vector<std::pair<size_t, size_t>> duplicates;  // and the row that says the same
  for (Resolved& one : resolved) {
    const auto [first, is_first] = row_of.emplace(one.request_id, one.row);
    if (one.completion) {
      results[one.row] = RecordedCompletion{*one.completion, completions[one.row].module, true};
    } else if (is_first) {
      added.push_back(std::move(one));
    } else {
      duplicates.emplace_back(one.row, first->second);
    }
  }
  const absl::Time now = env_.clock.Now();
  for (size_t first = 0; first < added.size(); first += limits::kMaxCompletionsTogether) {
    const auto together = absl::MakeConstSpan(added).subspan(first, limits::kMaxCompletionsTogether);
    std::vector<CompletionRequest> requests;
    for (const Resolved& one : together) {
      const PersonCompletion& row = completions[one.row];
      const absl::Time noon = absl::FromCivil(absl::CivilHour(row.date) + kNoon, ZoneOf(org));
      requests.push_back({.assignment_id = one.assignment_id,
                          .complete_time = std::min(noon, now),
                          .request_id = one.request_id,
                          .evidence = row.evidence,
                          .origin = caller.origin});
    }
    ASSIGN_OR_RETURN(std::vector<CompletionResult> recorded, RecordAll(org, requests));
    for (size_t i = 0; i < together.size(); ++i) results[together[i].row] = std::move(recorded[i]);
  }
  for (const auto& [row, first] : duplicates) {
    results[row] = results[first];
    if (results[row].ok()) results[row]->already_completed = true;
  }
  return results;
}

absl::StatusOr<std::vector<CompletionResult>> Completions::Attest(const Caller& caller,
                                                                  const SessionAttestation& session) {
  ASSIGN_OR_RETURN(const Organisation org, AuthoriseRecording(caller, session.organisation));
  RETURN_IF_ERROR(CheckReason(session.leader, "leader"));
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const ModuleSummary module, FindModule(tx, org, session.module));
    if (module.kind == kSession) return absl::OkStatus();
    return errors::NotASession(ResourceName(org.slug, "modules", session.module), module.kind);
  }));
  if (session.date > Today(env_, org)) return InvalidField("date", "lies in the future");
  const std::string evidence = absl::StrCat("attested by ", session.leader, " on ", FormatDate(session.date));
  std::vector<PersonCompletion> present;
  for (const std::string& person : session.people) {
    present.push_back({person, session.module, session.date, evidence});
  }
  return Import(caller, session.organisation, present);
}

}  // namespace nanolearn
