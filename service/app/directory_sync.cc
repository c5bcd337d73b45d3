#include "service/app/directory_sync.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/app/outbox.h"
#include "service/app/roster_writer.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/department.h"
#include "service/domain/errors/roster.h"
#include "service/domain/sync_mail.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kWeek = absl::Hours(7 * 24);

int SumOf(absl::Span<const DirectoryTable::UnitCount> counts) {
  int sum = 0;
  for (const auto& count : counts) sum += count.users;
  return sum;
}

const Engagement* FindKey(absl::Span<const Engagement> engagements, absl::string_view key) {
  for (const Engagement& engagement : engagements) {
    if (engagement.source_key == key) return &engagement;
  }
  return nullptr;
}

// Which departments are no units, each once, with the people.
void AddConflict(absl::string_view message, Id person_id, SyncRun& run) {
  const auto same = std::find_if(run.conflicts.begin(), run.conflicts.end(),
                                 [&](const SyncConflict& conflict) { return conflict.message == message; });
  if (same == run.conflicts.end()) {
    if (run.conflicts.size() >= limits::kMaxSyncConflicts) return;
    run.conflicts.push_back({"UNKNOWN_DEPARTMENT", {person_id}, std::string(message)});
    return;
  }
  std::vector<Id>& people = same->person_ids;
  const bool known = std::find(people.begin(), people.end(), person_id) != people.end();
  if (!known && people.size() < limits::kMaxSyncConflicts) people.push_back(person_id);
}

}  // namespace

DirectorySync::DirectorySync(const Environment& env, WriteTransaction& tx, const DirectoryScope& scope)
    : env_(env),
      tx_(tx),
      organisation_(scope.organisation),
      source_(scope.source),
      today_(Today(env, scope.organisation)),
      now_(env.clock.Now()),
      units_(tx.units().Versions(scope.organisation.id)) {}

absl::Status DirectorySync::State(DirectoryUser& user, const scim::UserFacts& facts) {
  const std::string key = FormatId(user.id);
  const std::vector<Engagement> own = tx_.engagements().CurrentByKeys(organisation_.id, source_.id, {key});
  const Engagement* const before = FindKey(own, key);
  if (user.held_run_id != kNoId) Release(user);
  const std::optional<SyncRun> day_run = user.leave_run_id == kNoId ? std::nullopt : FindDayRun();
  const bool comes_back = day_run && day_run->id == user.leave_run_id;
  user.leave_date.reset();
  user.leave_run_id = kNoId;
  user.person_id = ResolvePerson(user, before);

  StatedEngagement stated{.person_id = user.person_id, .source_key = key, .attributes = facts.attributes};
  RETURN_IF_ERROR(Place(facts, user.person_id, stated.facts));
  stated.facts.period = {before ? before->facts.period.from : today_, kNoEnd};
  user.unit_id = stated.facts.unit_id;

  std::vector<Id> people = {user.person_id};
  if (before) people.push_back(before->person_id);
  const std::vector<Engagement> current = CurrentOf(people, key);
  const KeptEngagements kept = KeptBeside(current, key, true);
  // Of several accounts of one person the oldest speaks.
  const auto said = tx_.people().CurrentAttributes(organisation_.id, source_.id, {user.person_id});
  const bool has_older = std::any_of(current.begin(), current.end(), [&](const Engagement& e) {
    return kept.contains(e.id) && e.person_id == user.person_id && e.source_key < key;
  });
  if (has_older && !said.empty()) stated.attributes = said.front().attributes;
  Write(PlanStaff(current, {stated}, kept,
                  tx_.engagements().KnownTo(organisation_.id, source_.id, {user.person_id})),
        false);
  // Who has come back on the same day has not left.
  if (comes_back) SetDayLeavers(DayRun().leavers - 1);
  return absl::OkStatus();
}

void DirectorySync::Leave(DirectoryUser& user) {
  const std::string key = FormatId(user.id);
  const std::vector<Engagement> own = tx_.engagements().CurrentByKeys(organisation_.id, source_.id, {key});
  if (own.empty() || user.held_run_id != kNoId) return;
  const std::vector<Engagement> current = CurrentOf({own.front().person_id}, key);
  const StaffPlan plan = PlanStaff(current, {}, KeptBeside(current, key, false), {});
  user.unit_id = own.front().facts.unit_id;
  user.leave_date = today_;
  if (!EarlyLeavers(plan, today_).empty()) {
    const std::optional<SyncRun> held_run = tx_.sync_runs().Held(organisation_.id, source_.id);
    std::vector<HoldReason> reasons =
        FindStrange(Outlook(FindDayRun(), held_run, {user.unit_id, 1}), source_.guards);
    if (!reasons.empty()) return Hold(user, held_run, std::move(reasons));
  }
  Write(plan, true);
  user.leave_run_id = day_run_->id;
}

// Whoever the number names in the list that the directory's numbers are from, else who the user was so far or
// before it was deleted, else whoever has the directory's id for it.
Id DirectorySync::ResolvePerson(const DirectoryUser& user, const Engagement* current) {
  if (source_.employee_number_source_id != kNoId && !user.employee_number.empty()) {
    const auto found = tx_.engagements().CurrentByKeys(organisation_.id, source_.employee_number_source_id,
                                                       {user.employee_number});
    if (!found.empty()) return found.front().person_id;
  }
  if (current) return current->person_id;
  if (user.person_id != kNoId) return user.person_id;
  const auto earlier =
      tx_.directory().FindDeleted(organisation_.id, source_.id, user.external_id, user.employee_number);
  if (earlier && earlier->person_id != kNoId) return earlier->person_id;
  const std::string hash =
      env_.identity_key.Hash(absl::StrCat("source ", organisation_.id, " ", source_.name),
                             user.external_id.empty() ? FormatId(user.id) : user.external_id);
  const auto known = tx_.people().FindByIdentity(organisation_.id, {hash});
  if (!known.empty()) return known.begin()->second;
  const Id person_id = env_.ids.Next();
  tx_.people().Insert(organisation_.id, {{hash, person_id}}, now_);
  has_new_person_ = true;
  return person_id;
}

absl::Status DirectorySync::Place(const scim::UserFacts& facts, Id person_id, EngagementFacts& place) {
  const DepartmentUnit unit = FindDepartment(units_, facts.department, today_, source_.default_unit_id);
  if (unit.unit_id == kNoId) return errors::NoUnits();
  unknown_department_ =
      unit.is_unknown
          ? absl::StrCat("The department '", facts.department,
                         "' is the code or the name of no unit, or the name of several. Its people are in ",
                         unit.unit_code, ".")
          : "";
  place.kind = EngagementKind::kEmployment;
  place.unit_id = unit.unit_id;
  place.role = facts.title;
  place.has_computer = true;  // an account is used at one
  place.manager_key = ManagerKey(facts);
  return absl::OkStatus();
}

std::string DirectorySync::ManagerKey(const scim::UserFacts& facts) const {
  const std::optional<Id> id = ParseId(facts.manager_id);
  const bool known = id && tx_.directory().FindUser(organisation_.id, source_.id, *id).has_value();
  return known ? facts.manager_id : "";
}

std::vector<Engagement> DirectorySync::CurrentOf(absl::Span<const Id> people, const std::string& key) {
  std::vector<Engagement> current;
  for (Engagement& engagement : tx_.engagements().OfPeople(organisation_.id, people)) {
    const bool is_ours = engagement.source_id == source_.id && engagement.is_current;
    if (is_ours && engagement.source_key != key) current.push_back(std::move(engagement));
  }
  // By its key, since it may have begun today and hold on no day yet.
  for (Engagement& engagement : tx_.engagements().CurrentByKeys(organisation_.id, source_.id, {key})) {
    current.push_back(std::move(engagement));
  }
  return current;
}

KeptEngagements DirectorySync::KeptBeside(absl::Span<const Engagement> current, const std::string& key,
                                          bool is_stated) {
  KeptEngagements kept;
  for (const Engagement& engagement : current) {
    if (engagement.source_key == key) continue;
    // A deleted account that was held gives way to the person's new one.
    if (!is_stated || !IsGone(engagement)) kept.insert(engagement.id);
  }
  return kept;
}

bool DirectorySync::IsGone(const Engagement& engagement) {
  const std::optional<Id> id = ParseId(engagement.source_key);
  std::optional<DirectoryUser> user =
      id ? tx_.directory().FindUser(organisation_.id, source_.id, *id) : std::nullopt;
  if (!user || !user->deleted) return false;
  if (user->held_run_id != kNoId) {
    Release(*user);
    tx_.directory().UpdateUser(organisation_.id, *user);
  }
  return true;
}

void DirectorySync::Write(const StaffPlan& plan, bool are_leavers) {
  std::vector<Id> people;
  for (const auto& step : plan.steps) people.push_back(step.person_id);
  for (const auto& same : plan.same) people.push_back(same.engagement->person_id);
  const std::vector<AttributeVersion> said =
      tx_.people().CurrentAttributes(organisation_.id, source_.id, people);
  const std::vector<AttributeStep> attributes = PlanAttributes(plan, said);
  if (plan.steps.empty() && attributes.empty() && !are_leavers) return;

  SyncRun& run = DayRun();
  RosterWriter writer(env_, tx_, organisation_.id, source_.id, run.id);
  writer.Write(plan, attributes, today_);
  const int unchanged = run.counts.engagements_unchanged;
  AddSteps(plan, attributes, run.counts);
  run.counts.engagements_unchanged = unchanged;  // of a list, not of a day
  run.counts.people_added += std::exchange(has_new_person_, false);
  if (are_leavers) run.leavers += static_cast<int>(EarlyLeavers(plan, today_).size());
  if (!unknown_department_.empty() && !plan.steps.empty()) {
    AddConflict(unknown_department_, plan.steps.front().person_id, run);
  }
  tx_.sync_runs().Update(organisation_.id, run);
  source_.last_effective = std::max(source_.last_effective.value_or(today_), today_);
  source_.last_sync_time = now_;
  tx_.sources().SetLastSync(organisation_.id, source_);
  const std::vector<Id> changed(writer.people().begin(), writer.people().end());
  if (!changed.empty()) AssignmentPlanner(env_, tx_, organisation_.id).PlanPeople(changed);
}

// The run of the day is the newest of the source: one that was approved meanwhile, or reverted, is not gone
// on with.
std::optional<SyncRun> DirectorySync::FindDayRun() const {
  if (day_run_) return day_run_;
  const uint64_t last = tx_.sync_runs().LastSequence(organisation_.id, source_.id);
  for (SyncRun& run : tx_.sync_runs().AppliedAfter(organisation_.id, source_.id, last == 0 ? 0 : last - 1)) {
    const bool is_decided = run.decide_time != absl::InfinitePast();
    if (run.origin == SyncOrigin::kDirectory && run.effective == today_ && !is_decided) return std::move(run);
  }
  return std::nullopt;
}

SyncRun& DirectorySync::DayRun() {
  if (!day_run_) day_run_ = FindDayRun();
  if (day_run_) return *day_run_;
  day_run_ = SyncRun{.id = env_.ids.Next(),
                     .source_id = source_.id,
                     .state = SyncRunState::kApplied,
                     .origin = SyncOrigin::kDirectory,
                     .sequence = tx_.sync_runs().LastSequence(organisation_.id, source_.id) + 1,
                     .effective = today_,
                     .previous_effective = source_.last_effective,
                     .create_time = now_};
  tx_.sync_runs().Insert(organisation_.id, *day_run_);
  return *day_run_;
}

void DirectorySync::SetDayLeavers(int leavers) {
  SyncRun& run = DayRun();
  run.leavers = std::max(0, leavers);
  tx_.sync_runs().Update(organisation_.id, run);
}

SyncOutlook DirectorySync::Outlook(const std::optional<SyncRun>& day_run,
                                   const std::optional<SyncRun>& held_run, Adjustment adjustment) const {
  using Counts = std::vector<DirectoryTable::UnitCount>;
  const DirectoryTable& directory = tx_.directory();
  const Counts left = day_run ? directory.CountLeftIn(organisation_.id, day_run->id) : Counts();
  Counts held = held_run ? directory.CountHeldBy(organisation_.id, held_run->id) : Counts();
  held.push_back({adjustment.unit_id, adjustment.held});
  absl::flat_hash_map<Id, std::string> codes;
  for (const UnitVersion& unit : units_) codes[unit.unit_id] = unit.code;
  std::vector<Id> unit_ids;
  for (const auto& [id, code] : codes) unit_ids.push_back(id);
  const auto current = tx_.engagements().CountCurrent(organisation_.id, source_.id, unit_ids);

  SyncOutlook outlook{.effective = today_, .people = SumOf(left), .leavers = SumOf(left) + SumOf(held)};
  absl::flat_hash_map<Id, SyncOutlook::UnitLeavers> units;
  for (const auto& [id, count] : current) {
    outlook.people += count;
    units[id].people = count;
  }
  for (const auto& [id, count] : left) {
    units[id].people += count;
    units[id].leavers += count;
  }
  for (const auto& [id, count] : held) units[id].leavers += count;
  for (auto& [id, unit] : units) {
    if (unit.leavers == 0) continue;
    unit.code = codes[id];
    outlook.units.push_back(unit);
  }
  const int week = tx_.sync_runs().LeaversSince(organisation_.id, source_.id, now_ - kWeek);
  outlook.week_leavers = std::max(0, week - (day_run ? day_run->leavers : 0));
  return outlook;
}

void DirectorySync::Hold(DirectoryUser& user, std::optional<SyncRun> held_run,
                         std::vector<HoldReason> reasons) {
  const bool is_new = !held_run;
  if (is_new) {
    held_run = SyncRun{.id = env_.ids.Next(),
                       .source_id = source_.id,
                       .state = SyncRunState::kHeld,
                       .origin = SyncOrigin::kDirectory,
                       .effective = today_,
                       .previous_effective = source_.last_effective,
                       .create_time = now_};
    tx_.sync_runs().Insert(organisation_.id, *held_run);
  }
  const int held = SumOf(tx_.directory().CountHeldBy(organisation_.id, held_run->id));
  const int leavers = held + BringBack(held_run->id) + 1;
  user.held_run_id = held_run->id;
  held_run->hold_reasons = std::move(reasons);
  held_run->leavers = held_run->counts.leaves = held_run->counts.engagements_ended = leavers;
  tx_.sync_runs().Update(organisation_.id, *held_run);
  if (!is_new) return;
  if (auto mail = HeldRunMail(organisation_, source_, *held_run)) {
    Post(env_, tx_, organisation_.id, *std::move(mail));
  }
}

int DirectorySync::BringBack(Id held_run_id) {
  const std::optional<SyncRun> run = FindDayRun();
  if (!run) return 0;
  std::vector<DirectoryUser> users = tx_.directory().LeftIn(organisation_.id, run->id);
  if (users.empty()) return 0;
  std::vector<Id> people;
  for (const DirectoryUser& user : users) people.push_back(user.person_id);
  absl::flat_hash_map<std::string, const Engagement*> last;  // by key
  const std::vector<Engagement> versions = tx_.engagements().OfPeople(organisation_.id, people);
  std::vector<Engagement> current;
  KeptEngagements kept;
  for (const Engagement& version : versions) {
    if (version.source_id != source_.id) continue;
    if (version.is_current) {
      current.push_back(version);
      kept.insert(version.id);
    }
    const Engagement*& newest = last[version.source_key];
    if (!newest || newest->id < version.id) newest = &version;
  }
  absl::flat_hash_map<Id, PersonAttributes> said;  // last
  for (const AttributeVersion& version : tx_.people().AllAttributes(organisation_.id, people)) {
    if (version.source_id == source_.id) said[version.person_id] = version.attributes;
  }
  std::vector<StatedEngagement> stated;
  for (DirectoryUser& user : users) {
    user.leave_run_id = kNoId;
    user.held_run_id = held_run_id;
    tx_.directory().UpdateUser(organisation_.id, user);
    const auto found = last.find(FormatId(user.id));
    if (found == last.end() || found->second->is_current) continue;
    const Engagement& engagement = *found->second;
    stated.push_back(
        {engagement.person_id, engagement.source_key, engagement.facts, said[engagement.person_id]});
  }
  unknown_department_.clear();
  Write(PlanStaff(current, stated, kept, absl::flat_hash_set<Id>(people.begin(), people.end())), false);
  SetDayLeavers(0);
  return static_cast<int>(users.size());
}

void DirectorySync::Release(DirectoryUser& user) {
  std::optional<SyncRun> run = tx_.sync_runs().Find(organisation_.id, user.held_run_id);
  user.held_run_id = kNoId;
  user.leave_date.reset();
  if (!run || run->state != SyncRunState::kHeld) return;
  const int left = SumOf(tx_.directory().CountHeldBy(organisation_.id, run->id)) - 1;
  run->leavers = run->counts.leaves = run->counts.engagements_ended = std::max(0, left);
  if (left <= 0) {
    run->state = SyncRunState::kSuperseded;
    run->decide_time = now_;
  } else {
    auto reasons = FindStrange(Outlook(FindDayRun(), run, {user.unit_id, -1}), source_.guards);
    if (!reasons.empty()) run->hold_reasons = std::move(reasons);
  }
  tx_.sync_runs().Update(organisation_.id, *run);
}

}  // namespace nanolearn
