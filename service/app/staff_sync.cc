#include "service/app/staff_sync.h"

#include <algorithm>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/roster.h"

namespace nanolearn {
namespace {

// Units that a row of a file for `effective` may name: those that exist then or later.
absl::flat_hash_map<std::string, UnitVersion> UnitsByCode(const std::vector<UnitVersion>& versions,
                                                          Date effective) {
  absl::flat_hash_map<std::string, UnitVersion> units;
  for (const UnitVersion& unit : versions) {
    if (unit.valid.empty() || unit.valid.to <= effective) continue;
    const auto [it, is_new] = units.try_emplace(unit.code, unit);
    if (!is_new && unit.valid.from > it->second.valid.from) it->second = unit;
  }
  return units;
}

SourcePerson AttributesOf(const StaffRecord& record, Id person_id) {
  return {person_id,
          true,
          {record.given_name, record.family_name, record.email, record.phone, record.protected_identity}};
}

}  // namespace

absl::Status StaffSyncRun::Plan(const ReadTransaction& tx) {
  // A transaction may be run again: nothing of an earlier try may remain.
  new_people_.clear();
  attributes_.clear();
  effective_ = sync_.effective.value_or(Today(env_, organisation_));
  RETURN_IF_ERROR(errors::CheckEffective(effective_, Today(env_, organisation_), "header.effective_date"));
  source_ = tx.sources().Find(organisation_.id, sync_.source);
  if (source_ && source_->last_effective && effective_ < *source_->last_effective) {
    return errors::EffectiveBeforeLast(absl::StrCat("the source '", sync_.source, "'"), effective_,
                                       *source_->last_effective);
  }
  RETURN_IF_ERROR(ReadFile(tx));
  current_.clear();
  if (source_) current_ = tx.engagements().CurrentOfSource(organisation_.id, source_->id);
  ResolvePeople(tx);
  return absl::OkStatus();
}

absl::Status StaffSyncRun::ReadFile(const ReadTransaction& tx) {
  const auto units = UnitsByCode(tx.units().Versions(organisation_.id), effective_);
  if (units.empty()) return errors::NoUnits();
  const StaffFileContext context{.file_name = sync_.file_name,
                                 .today = Today(env_, organisation_),
                                 .units = &units,
                                 .identity_hash = [&](absl::string_view text) {
                                   return env_.identity_key.Hash("engagement key", text).substr(0, 16);
                                 }};
  ASSIGN_OR_RETURN(file_, ReadStaffFile(sync_.content, mapping_, context));
  return absl::OkStatus();
}

void StaffSyncRun::ResolvePeople(const ReadTransaction& tx) {
  std::vector<std::string> hashes;
  hashes.reserve(file_.records.size());
  for (const StaffRecord& record : file_.records)
    hashes.push_back(IdentityOf(record.personnummer, record.person_key));
  std::vector<std::string> distinct = hashes;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  auto known = tx.people().FindByIdentity(organisation_.id, distinct);

  std::vector<Id> person_of_record;
  std::vector<StatedEngagement> stated;
  stated.reserve(hashes.size());
  for (size_t i = 0; i < hashes.size(); ++i) {
    const auto [it, is_new] = known.try_emplace(hashes[i], kNoId);
    if (is_new) {
      it->second = env_.ids.Next();
      new_people_.push_back({hashes[i], it->second});
    }
    person_of_record.push_back(it->second);
    stated.push_back({it->second, file_.records[i].key, file_.records[i].facts});
  }
  plan_ = PlanStaff(current_, stated, effective_, FindUnreadable(tx));
  PlanAttributes(tx, person_of_record);
}

// The organisation is part of what is hashed: the same personnummer gives unrelated hashes in two
// organisations.
std::string StaffSyncRun::IdentityOf(const std::string& personnummer, const std::string& person_key) const {
  return personnummer.empty()
             ? env_.identity_key.Hash(absl::StrCat("source ", organisation_.id, " ", sync_.source),
                                      person_key)
             : env_.identity_key.Hash(absl::StrCat("personnummer ", organisation_.id), personnummer);
}

UnreadableEngagements StaffSyncRun::FindUnreadable(const ReadTransaction& tx) const {
  absl::flat_hash_set<std::string> keys;
  std::vector<std::string> hashes;
  for (const RefusedRow& row : file_.refused) {
    if (!row.key.empty()) keys.insert(row.key);
    if (!row.personnummer.empty() || !row.person_key.empty()) {
      hashes.push_back(IdentityOf(row.personnummer, row.person_key));
    }
  }
  absl::flat_hash_set<Id> people;
  for (const auto& [hash, person] : tx.people().FindByIdentity(organisation_.id, hashes))
    people.insert(person);
  UnreadableEngagements unreadable;
  for (const Engagement& engagement : current_) {
    // Without the number that a key gets when several rows share it.
    const std::string key = engagement.source_key.substr(0, engagement.source_key.rfind('#'));
    if (keys.contains(key) || people.contains(engagement.person_id)) unreadable.insert(engagement.id);
  }
  return unreadable;
}

void StaffSyncRun::PlanAttributes(const ReadTransaction& tx, const std::vector<Id>& person_of_record) {
  // Of several rows for one person, the one with the smallest key speaks, whatever the order of the file.
  absl::flat_hash_map<Id, const StaffRecord*> speaker;
  absl::flat_hash_set<Id> is_protected;
  for (size_t i = 0; i < person_of_record.size(); ++i) {
    const StaffRecord& record = file_.records[i];
    if (record.protected_identity) is_protected.insert(person_of_record[i]);
    const StaffRecord*& best = speaker[person_of_record[i]];
    if (!best || record.key < best->key) best = &record;
  }
  absl::flat_hash_map<Id, SourcePerson> before;
  if (source_) {
    for (SourcePerson& person : tx.people().OfSource(organisation_.id, source_->id)) {
      before[person.person_id] = std::move(person);
    }
  }
  for (const auto& [person_id, record] : speaker) {
    SourcePerson now = AttributesOf(*record, person_id);
    now.attributes.protected_identity = is_protected.contains(person_id);
    const auto old = before.find(person_id);
    if (old == before.end() || !old->second.present || !(old->second.attributes == now.attributes)) {
      attributes_.push_back(std::move(now));
    }
  }
  absl::flat_hash_set<Id> ended;
  for (const StaffPlan::End& end : plan_.ends) ended.insert(end.id);
  absl::flat_hash_set<Id> staying;  // somebody whose row could not be read is still there
  for (const Engagement& engagement : current_) {
    if (!ended.contains(engagement.id)) staying.insert(engagement.person_id);
  }
  for (const auto& [person_id, person] : before) {
    if (!person.present || speaker.contains(person_id) || staying.contains(person_id)) continue;
    attributes_.push_back(person);
    attributes_.back().present = false;
  }
}

void StaffSyncRun::Write(WriteTransaction& tx) {
  const absl::Time now = env_.clock.Now();
  if (!source_) {
    source_ = Source{env_.ids.Next(), sync_.source};
    tx.sources().Insert(organisation_.id, *source_);
  }
  tx.people().Insert(organisation_.id, new_people_, now);
  tx.people().PutOfSource(organisation_.id, source_->id, attributes_);

  absl::btree_set<Id> affected;
  const absl::flat_hash_set<Id> ended = [&] {
    absl::flat_hash_set<Id> ids;
    for (const StaffPlan::End& end : plan_.ends) ids.insert(end.id);
    return ids;
  }();
  for (const Engagement& engagement : current_) {
    if (ended.contains(engagement.id)) affected.insert(engagement.person_id);
  }
  std::vector<Engagement> versions;
  versions.reserve(plan_.added.size() + plan_.changed.size());
  for (const auto* list : {&plan_.added, &plan_.changed}) {
    for (const StatedEngagement& stated : *list) {
      affected.insert(stated.person_id);
      versions.push_back({env_.ids.Next(), stated.person_id, source_->id, stated.source_key, stated.facts,
                          ValidFrom(stated.facts.period, effective_)});
    }
  }
  tx.engagements().End(organisation_.id, plan_.ends);
  tx.engagements().Insert(organisation_.id, versions);
  tx.sources().SetLastSync(organisation_.id, source_->id, effective_, now);
  AssignmentPlanner(env_, tx, organisation_.id).PlanPeople(std::vector<Id>(affected.begin(), affected.end()));
}

StaffSyncResult StaffSyncRun::Result() const {
  StaffSyncResult result{.effective = effective_,
                         .rows = file_.rows,
                         .people_added = static_cast<int>(new_people_.size()),
                         .engagements_added = static_cast<int>(plan_.added.size()),
                         .engagements_changed = static_cast<int>(plan_.changed.size()),
                         .engagements_ended = plan_.gone,
                         .engagements_unchanged = plan_.unchanged,
                         .problem_count = static_cast<int>(file_.problems.size())};
  for (const RowProblem& problem : file_.problems) {
    result.rows_refused += problem.severity == RowProblem::Severity::kError;
    if (result.problems.size() < limits::kMaxRowProblems) result.problems.push_back(problem);
  }
  result.rows_used = result.rows - result.rows_refused;
  return result;
}

}  // namespace nanolearn
