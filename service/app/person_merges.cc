#include "service/app/person_merges.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/person_lookup.h"
#include "service/app/person_merger.h"
#include "service/app/person_viewer.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/merge.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string PersonName(const Organisation& org, Id id) { return ResourceName(org.slug, "people", id); }

// Somebody who exists and goes on by themselves.
absl::Status CheckGoesOn(const ReadTransaction& tx, const Organisation& org, Id id) {
  const std::optional<Person> person = tx.people().Find(org.id, id, kFirstDate);
  if (!person) return errors::NotFound("person", PersonName(org, id));
  RETURN_IF_ERROR(CheckNotErased(org, *person));
  const Id into = MergedInto(tx, org.id, id);
  if (into == kNoId) return absl::OkStatus();
  return errors::AlreadyMerged(PersonName(org, id), PersonName(org, into));
}

absl::Status Check(const ReadTransaction& tx, const Organisation& org, const PersonMerge& merge) {
  if (merge.person_id == merge.merged_person_id) {
    return InvalidField("merged_person", "is the same person as the one who goes on; name the other one");
  }
  RETURN_IF_ERROR(CheckGoesOn(tx, org, merge.person_id));
  return CheckGoesOn(tx, org, merge.merged_person_id);
}

PersonMergeResult CountsOf(const MergePlan& plan) {
  return {
      {}, plan.engagements_moved, plan.assignments_moved, plan.completions_moved, plan.assignments_set_aside};
}

std::string Encode(const PersonMergeResult& result) {
  return absl::StrCat(result.engagements_moved, " ", result.assignments_moved, " ", result.completions_moved,
                      " ", result.assignments_set_aside);
}

PersonMergeResult Decode(const std::string& text) {
  PersonMergeResult result;
  const std::vector<std::string> counts = absl::StrSplit(text, ' ');
  int* const fields[] = {&result.engagements_moved, &result.assignments_moved, &result.completions_moved,
                         &result.assignments_set_aside};
  for (size_t i = 0; i < counts.size() && i < 4; ++i) {
    if (!absl::SimpleAtoi(counts[i], fields[i])) *fields[i] = 0;
  }
  return result;
}

MergePlan PlanOf(const ReadTransaction& tx, const Organisation& org, const PersonMerge& merge,
                 absl::Span<const Assignment> assignments, Date today) {
  return PlanMerge(tx, org.id, merge.person_id, merge.merged_person_id, assignments, today);
}

AuditEvent EventOf(const Organisation& org, const PersonMerge& merge, const PersonMergeResult& result) {
  return {.action = "MergePeople",
          .resource = PersonName(org, merge.person_id),
          .person_id = merge.person_id,
          .request_id = merge.request_id,
          .details = {{"merged_person", FormatId(merge.merged_person_id)},
                      {"engagements_moved", absl::StrCat(result.engagements_moved)},
                      {"assignments_moved", absl::StrCat(result.assignments_moved)},
                      {"completions_moved", absl::StrCat(result.completions_moved)}}};
}

std::vector<Id> Everybody(const ReadTransaction& tx, const Organisation& org, const PersonMerge& merge) {
  std::vector<Id> people = SameHumans(tx, org.id, merge.person_id);
  for (const Id id : SameHumans(tx, org.id, merge.merged_person_id)) people.push_back(id);
  return people;
}

}  // namespace

absl::StatusOr<PersonMergeResult> PersonMerges::Merge(const Caller& caller, const PersonMerge& merge) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, merge.organisation, Permission::kSyncPeople));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(merge.request_id, "MergePeople",
                                                          absl::StrCat(org.id, "\n", merge.person_id, "\n",
                                                                       merge.merged_person_id)));
  const Date today = Today(env_, org);
  PersonMergeResult result;
  const auto look = [&](const ReadTransaction& tx) -> absl::Status {
    RETURN_IF_ERROR(Check(tx, org, merge));
    const auto assignments = tx.assignments().OfPeople(org.id, Everybody(tx, org, merge));
    result = CountsOf(PlanOf(tx, org, merge, assignments, today));
    result.person = ViewPerson(tx, org, merge.person_id, today);
    return absl::OkStatus();
  };
  const auto write = [&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      result = Decode(*done);
    } else {
      RETURN_IF_ERROR(Check(tx, org, merge));
      const auto assignments = LockAssignments(tx, org.id, Everybody(tx, org, merge));
      MergePlan plan = PlanOf(tx, org, merge, assignments, today);
      result = CountsOf(plan);
      ApplyMerge(env_, tx, org.id, std::move(plan), caller.token.display_name);
      key.Remember(tx, org.id, Encode(result));
      Audit(tx, env_, org.id, caller.origin, EventOf(org, merge, result));
    }
    result.person = ViewPerson(tx, org, merge.person_id, today);
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(merge.validate_only ? env_.store.Read(look) : env_.store.Write(write));
  return result;
}

absl::StatusOr<MergeUndoResult> PersonMerges::Undo(const Caller& caller, const MergeUndo& undo) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, undo.organisation, Permission::kSyncPeople));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(undo.request_id, "UndoMergePeople",
                                                          absl::StrCat(org.id, "\n", undo.merged_person_id)));
  const Date today = Today(env_, org);
  const std::string name = PersonName(org, undo.merged_person_id);
  MergeUndoResult result;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    Id person_id = kNoId;
    if (done) {
      person_id = ParseId(*done).value_or(kNoId);
    } else {
      if (!tx.people().Find(org.id, undo.merged_person_id, today)) return errors::NotFound("person", name);
      const auto record = tx.person_merges().Find(org.id, undo.merged_person_id);
      if (!record) return errors::NotMerged(name);
      person_id = record->person_id;
      RETURN_IF_ERROR(CheckGoesOn(tx, org, person_id));
      UndoMerge(env_, tx, org, *record, caller.token.display_name);
      key.Remember(tx, org.id, FormatId(person_id));
      Audit(tx, env_, org.id, caller.origin,
            {.action = "UndoMergePeople",
             .resource = PersonName(org, person_id),
             .person_id = person_id,
             .request_id = undo.request_id,
             .details = {{"merged_person", FormatId(undo.merged_person_id)}}});
    }
    result = {ViewPerson(tx, org, person_id, today), ViewPerson(tx, org, undo.merged_person_id, today)};
    return absl::OkStatus();
  }));
  return result;
}

}  // namespace nanolearn
