#include "service/app/staff_sync_plan.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/app/identity_key.h"
#include "service/app/sync_change_viewer.h"
#include "service/app/sync_conflicts.h"
#include "service/app/sync_outlook.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/roster.h"
#include "service/domain/errors/sync.h"
#include "service/domain/older_file_guard.h"
#include "service/domain/shown_file_name.h"
#include "service/domain/staff_file_guard.h"
#include "service/domain/units_by_code.h"

namespace nanolearn {
namespace {

// Copies and checkouts of files that were written together differ by less.
constexpr absl::Duration kSameFileTime = absl::Minutes(1);

// Everything besides the row that decides what it means.
std::string FingerprintOf(const absl::flat_hash_map<std::string, UnitVersion>& units,
                          const std::string& mapping, Date today) {
  std::vector<std::string> lines;
  for (const auto& [code, unit] : units) {
    lines.push_back(absl::StrCat(code, "\t", unit.unit_id, "\t", UnitTypeName(unit.type)));
  }
  std::sort(lines.begin(), lines.end());
  std::string text = absl::StrCat(mapping, "\n", today.year());  // the year tells centuries
  for (const std::string& line : lines) absl::StrAppend(&text, "\n", line);
  return Sha256(text);
}

std::string ContentHash(const LayeredKey& key, absl::string_view content) {
  return key.Deepen(FileHash(key.first(), content), 1);
}

// What a list says, by key and by what an engagement is known by when its key is another.
class StatedKeys {
 public:
  explicit StatedKeys(const std::vector<StatedEngagement>& stated) {
    for (const StatedEngagement& statement : stated) {
      keys_.insert(statement.source_key);
      places_.insert(PlaceOf(statement.person_id, statement.facts));
    }
  }
  bool Has(absl::string_view key) const { return keys_.contains(key); }
  bool HasUnderAnotherKey(const Engagement& engagement) const {
    return places_.contains(PlaceOf(engagement.person_id, engagement.facts));
  }

 private:
  using Place = std::tuple<Id, EngagementKind, Id, Date>;
  static Place PlaceOf(Id person_id, const EngagementFacts& facts) {
    return {person_id, facts.kind, facts.unit_id, facts.period.from};
  }

  absl::flat_hash_set<absl::string_view> keys_;
  std::set<Place> places_;
};

}  // namespace

StaffSyncPlan::StaffSyncPlan(const Environment& env, const Organisation& organisation, const StaffSync& sync,
                             std::string decided_by)
    : env_(env), organisation_(organisation), sync_(sync), approved_(false), now_(env.clock.Now()) {
  run_ = {.origin = sync.origin,
          .file_name = ShownFileName(sync.file_name),
          // A clock that is wrong must not make every later file an old one.
          .file_time = std::min(sync.file_time, now_),
          .create_time = now_,
          .decide_time = now_,
          .decided_by = std::move(decided_by)};
}

StaffSyncPlan::StaffSyncPlan(const Environment& env, const Organisation& organisation, const StaffSync& sync,
                             const SyncRun& approved, std::string decided_by)
    : env_(env),
      organisation_(organisation),
      sync_(sync),
      approved_(true),
      now_(env.clock.Now()),
      run_(approved) {
  run_.state = SyncRunState::kApplied;
  run_.counts = {};
  run_.decide_time = now_;
  run_.decided_by = std::move(decided_by);
}

StaffSyncPlan::~StaffSyncPlan() = default;

absl::Status StaffSyncPlan::Make(const ReadTransaction& tx) {
  ASSIGN_OR_RETURN(identity_key_, IdentityKeyOf(env_, tx, organisation_.id));
  if (!approved_) run_.content_hash = ContentHash(*identity_key_, sync_.content);
  RETURN_IF_ERROR(FindSource(tx));
  RETURN_IF_ERROR(CheckDay(tx));
  RETURN_IF_ERROR(ReadFile(tx));
  if (!run_.approvable) {
    Summarise(tx);
    return absl::OkStatus();
  }
  if (past_) {
    PlanPast(tx);
  } else {
    PlanChanges(tx);
  }
  LookAtFile(tx);
  Judge(tx);
  Summarise(tx);
  return absl::OkStatus();
}

absl::Status StaffSyncPlan::FindSource(const ReadTransaction& tx) {
  const std::optional<Source> found = tx.sources().Find(organisation_.id, sync_.source);
  source_is_new_ = !found;
  source_ = found.value_or(Source{.name = sync_.source});
  if (source_.kind != SourceKind::kFile) return errors::NotAFileSource(source_.name);
  if (sync_.mapping.empty() && source_.mapping.empty()) return errors::NoMapping(source_.name);
  const std::string& mapping = sync_.mapping.empty() ? source_.mapping : sync_.mapping;
  ASSIGN_OR_RETURN(mapping_, ParseStaffMapping(mapping, sync_.mapping_file_name.empty()
                                                            ? absl::StrCat(source_.name, ".toml")
                                                            : sync_.mapping_file_name));
  run_.mapping = mapping;
  run_.source_id = source_.id;
  run_.previous_effective = source_.last_effective;
  run_.previous_file_time = source_.last_file_time;
  return absl::OkStatus();
}

absl::Status StaffSyncPlan::CheckDay(const ReadTransaction& tx) {
  const Date today = Today(env_, organisation_);
  run_.effective = sync_.effective.value_or(today);
  RETURN_IF_ERROR(errors::CheckEffective(run_.effective, today, "header.effective_date"));
  if (!source_.last_effective || run_.effective >= *source_.last_effective) return absl::OkStatus();
  if (!sync_.replay) {
    return errors::EffectiveBeforeLast(absl::StrCat("the source '", sync_.source, "'"), run_.effective,
                                       *source_.last_effective);
  }
  const std::optional<Date> next = tx.sync_runs().NextEffective(organisation_.id, source_.id, run_.effective);
  // The days of lists that were read before there were runs are not known any more.
  const std::optional<Date> unknown_before = tx.sync_runs().DaysUnknownBefore(organisation_.id, source_.id);
  if (!next || (unknown_before && run_.effective < *unknown_before)) {
    return errors::DaysUnknown(source_.name, next ? *unknown_before : *source_.last_effective);
  }
  past_ = DateRange{run_.effective, *next};
  return absl::OkStatus();
}

absl::Status StaffSyncPlan::ReadFile(const ReadTransaction& tx) {
  units_ = UnitsByCode(tx.units().Versions(organisation_.id), run_.effective);
  if (units_.empty()) return errors::NoUnits();
  context_ = {.file_name = run_.file_name,
              .today = Today(env_, organisation_),
              .units = &units_,
              .identity_hash = [this](absl::string_view text) {
                return EngagementKeyHash(*identity_key_, text);
              }};
  ASSIGN_OR_RETURN(text_, DecodeText(sync_.content, mapping_.encoding));
  list_.emplace(env_, organisation_, *identity_key_,
                StaffList::Meaning{mapping_, context_, source_.name,
                                   FingerprintOf(units_, run_.mapping, context_.today)});
  const absl::Status scanned = list_->Scan(text_.view());
  if (!scanned.ok()) return HoldMisfit(scanned);
  list_->Compare(tx, past_ || source_is_new_ ? kNoId : source_.id);
  return absl::OkStatus();
}

absl::Status StaffSyncPlan::HoldMisfit(const absl::Status& status) {
  if (source_is_new_ || !source_.last_effective) return status;
  run_.hold_reasons.push_back(*FindMisfit(status));
  run_.approvable = false;
  return absl::OkStatus();
}

void StaffSyncPlan::PlanChanges(const ReadTransaction& tx) {
  current_ = tx.engagements().CurrentByIds(organisation_.id, list_->engagements());
  absl::flat_hash_set<Id> was_known;
  if (source_.last_effective) {
    absl::flat_hash_set<Id> people;
    for (const StatedEngagement& stated : list_->stated()) people.insert(stated.person_id);
    for (const Engagement& engagement : current_) people.insert(engagement.person_id);
    const std::vector<Id> ids(people.begin(), people.end());
    was_known = tx.engagements().KnownTo(organisation_.id, source_.id, ids);
    attributes_ = tx.people().CurrentAttributes(organisation_.id, source_.id, ids);
  }
  plan_ = PlanStaff(current_, list_->stated(), FindKept(tx), was_known);
  attribute_steps_ = PlanAttributes(plan_, attributes_);
  AddSteps(plan_, attribute_steps_, run_.counts);
  run_.counts.engagements_unchanged += list_->unchanged();
  outlook_ = LookAhead(tx, organisation_.id, source_, plan_, run_.effective, now_);
  // What somebody has approved is no leak.
  run_.leavers = approved_ ? 0 : outlook_.leavers;
}

KeptEngagements StaffSyncPlan::FindKept(const ReadTransaction& tx) {
  KeptEngagements kept;
  absl::flat_hash_map<Id, int> absences;
  if (source_.id != kNoId) {
    for (const SyncRunTable::Absence& absence : tx.sync_runs().OpenAbsences(organisation_.id, source_.id)) {
      absences[absence.engagement_id] = absence.runs;
      absent_before_.push_back(absence.engagement_id);
    }
  }
  if (current_.empty()) return kept;
  const StatedKeys stated(list_->stated());
  for (const Engagement& engagement : current_) {
    if (stated.Has(engagement.source_key)) continue;
    if (list_->IsRefused(engagement)) {
      kept.insert(engagement.id);
    } else if (stated.HasUnderAnotherKey(engagement)) {
      continue;  // not missing: it goes on under another key
    } else if (engagement.valid.to > run_.effective && absences[engagement.id] + 1 < source_.missing_runs) {
      kept.insert(engagement.id);
      missing_.push_back(engagement.id);
    }
  }
  run_.counts.missing = static_cast<int>(missing_.size());
  return kept;
}

void StaffSyncPlan::PlanPast(const ReadTransaction& tx) {
  current_ = tx.engagements().OfSourceWithin(organisation_.id, source_.id, *past_);
  attributes_ = tx.people().OfSourceWithin(organisation_.id, source_.id, *past_);
  KeptEngagements refused;
  absl::flat_hash_set<Id> people, leavers;
  const StatedKeys stated(list_->stated());
  for (const Engagement& engagement : current_) {
    people.insert(engagement.person_id);
    if (!stated.Has(engagement.source_key) && list_->IsRefused(engagement)) refused.insert(engagement.id);
  }
  replay_ = PlanReplay(current_, attributes_, list_->stated(), *past_, source_.id, refused);
  for (const RosterChange& change : replay_->changes) {
    CountChange(change, run_.counts);
    if (change.kind == SyncChangeKind::kLeave) leavers.insert(change.person_id);
  }
  run_.counts.engagements_unchanged = replay_->unchanged;
  outlook_ = {.effective = run_.effective,
              .people = static_cast<int>(people.size()),
              .leavers = static_cast<int>(leavers.size())};
}

// What is strange about the file itself.
void StaffSyncPlan::LookAtFile(const ReadTransaction& tx) {
  const auto add = [this](std::optional<HoldReason> reason) {
    if (reason) run_.hold_reasons.push_back(*std::move(reason));
  };
  if (approved_) return;
  if (!list_->cut_off()) add(FindEmpty(list_->has_header(), list_->rows(), run_.effective));
  add(FindCutOff(list_->cut_off(), list_->columns(), run_.effective));
  add(list_->refusals().FindNoUsableRow(list_->rows(), run_.effective));
  if (!past_) add(FindOlderFile(tx));
}

// A file that changes nothing is of no age; one that takes back a few changes may well be as it was before.
std::optional<HoldReason> StaffSyncPlan::FindOlderFile(const ReadTransaction& tx) const {
  if (run_.counts.all_changes() + run_.counts.missing == 0) return std::nullopt;
  if (run_.file_time != absl::InfinitePast() && run_.file_time + kSameFileTime < source_.last_file_time) {
    return FindOlder(run_.file_time, source_.last_file_time, ZoneOf(organisation_), run_.effective);
  }
  if (run_.counts.all_changes() <= source_.guards.few_leavers) return std::nullopt;
  const std::optional<SyncRun> earlier =
      tx.sync_runs().FindByContent(organisation_.id, source_.id, run_.content_hash);
  if (!earlier) return std::nullopt;
  if (earlier->sequence == tx.sync_runs().LastAppliedSequence(organisation_.id, source_.id))
    return std::nullopt;
  return FindReadBefore(*earlier, run_.effective);
}

void StaffSyncPlan::Judge(const ReadTransaction& tx) {
  outlook_.rows = list_->rows();
  outlook_.refused = list_->refusals().count();
  if (approved_) return;
  for (HoldReason& reason : FindStrange(outlook_, source_.guards)) {
    run_.hold_reasons.push_back(std::move(reason));
  }
}

void StaffSyncPlan::Summarise(const ReadTransaction& tx) {
  if (!approved_ && !run_.hold_reasons.empty()) {
    run_.state = SyncRunState::kHeld;
    run_.decide_time = absl::InfinitePast();
    run_.decided_by.clear();
  }
  run_.counts.rows = list_->rows();
  run_.counts.rows_refused = list_->refusals().count();
  run_.counts.people_added = static_cast<int>(list_->new_people().size());
  run_.problems = list_->TakeProblems();
  run_.problem_count = static_cast<int>(run_.problems.size());
  if (run_.problems.size() > limits::kMaxRowProblems) run_.problems.resize(limits::kMaxRowProblems);
  run_.conflicts =
      FindConflicts(tx, organisation_.id, plan_, attribute_steps_, list_->nobody_is_known(), run_.effective);
}

std::vector<SyncChangeView> StaffSyncPlan::FirstChanges(const ReadTransaction& tx, size_t limit) const {
  absl::flat_hash_set<Id> new_people;
  for (const PersonIdentity& person : list_->new_people()) new_people.insert(person.person_id);
  std::vector<RosterChange> changes;
  if (replay_) {
    for (const RosterChange& change : replay_->changes) {
      if (change.kind != SyncChangeKind::kContinue && changes.size() < limit) changes.push_back(change);
    }
  } else {
    changes = RosterChanges(plan_, attribute_steps_, source_.id, run_.effective).Next(limit);
  }
  return SyncChangeViewer(tx, organisation_.id, run_.effective).View(changes, new_people);
}

std::string FileHash(const HashKey& key, absl::string_view content) {
  if (content.empty()) return "";
  const ShortHash::Value hash = ShortHash(key, "staff file")(content);
  return std::string(hash.data(), hash.size());
}

}  // namespace nanolearn
