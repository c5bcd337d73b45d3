#include "service/app/directory_sync.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/app/identity_key.h"
#include "service/app/roster_writer.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/department.h"
#include "service/domain/errors/roster.h"

namespace nanolearn {
namespace {

constexpr int kMaxAccounts = 3;    // of one person: more with one number are a mistake
constexpr int kSharersRead = 100;  // of whom some may be disabled

const Engagement* FindKey(absl::Span<const Engagement> engagements, absl::string_view key) {
  for (const Engagement& engagement : engagements) {
    if (engagement.source_key == key) return &engagement;
  }
  return nullptr;
}

// Each message once, with all whom it is about.
void AddConflict(const SyncConflict& conflict, SyncRun& run) {
  const auto same = std::find_if(run.conflicts.begin(), run.conflicts.end(), [&](const SyncConflict& other) {
    return other.reason == conflict.reason && other.message == conflict.message;
  });
  if (same == run.conflicts.end()) {
    if (run.conflicts.size() < limits::kMaxSyncConflicts) run.conflicts.push_back(conflict);
    return;
  }
  std::vector<Id>& people = same->person_ids;
  for (const Id id : conflict.person_ids) {
    const bool known = std::find(people.begin(), people.end(), id) != people.end();
    if (!known && people.size() < limits::kMaxSyncConflicts) people.push_back(id);
  }
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
  ASSIGN_OR_RETURN(const LayeredKey identity_key, IdentityKeyOf(env_, tx_, organisation_.id));
  const bool moves = Recognise(user, before, identity_key);

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
        moves);
  // Who has come back on the same day has not left.
  if (comes_back) SetDayLeavers(DayRun().leavers - 1);
  return absl::OkStatus();
}

bool DirectorySync::Recognise(DirectoryUser& user, const Engagement* before, const LayeredKey& identity_key) {
  const std::optional<Id> named = NamedPerson(user);
  const int others = named ? CountOthersWithNumber(user) : 0;
  user.person_id = named ? *named : ResolvePerson(user, before, identity_key);
  const bool moves = before && before->person_id != user.person_id && IsAllOf(*before);
  std::vector<Id> people = {user.person_id};
  if (moves) people.push_back(before->person_id);
  if (others > 0) {
    conflicts_.push_back({"SHARED_EMPLOYEE_NUMBER", people,
                          absl::StrCat("Several users of the directory have the employee number ",
                                       user.employee_number, ". The first ", kMaxAccounts,
                                       " are taken for accounts of one person; any other who is here "
                                       "already stays who they were.")});
  }
  if (!moves) return false;
  is_kept_apart_ = others >= kMaxAccounts;
  if (!is_kept_apart_ && IsStrangeMove(*before)) {
    is_kept_apart_ = true;
    conflicts_.push_back({"EMPLOYEE_NUMBER_MOVED", people,
                          "The directory gives so many of its users other people's employee numbers that it "
                          "is strange. These users stay who they were. If the numbers are right, raise the "
                          "source's guards for a day and let the directory send the users again."});
  }
  if (is_kept_apart_) user.person_id = before->person_id;
  return !is_kept_apart_;
}

std::optional<Id> DirectorySync::NamedPerson(const DirectoryUser& user) const {
  if (source_.employee_number_source_id == kNoId || user.employee_number.empty()) return std::nullopt;
  const auto found = tx_.engagements().CurrentByKeys(organisation_.id, source_.employee_number_source_id,
                                                     {user.employee_number});
  return found.empty() ? std::nullopt : std::optional<Id>(found.front().person_id);
}

int DirectorySync::CountOthersWithNumber(const DirectoryUser& user) const {
  const auto users = tx_.directory().Users(organisation_.id, {.source_id = source_.id,
                                                              .key = DirectoryKey::kEmployeeNumber,
                                                              .value = user.employee_number,
                                                              .limit = kSharersRead});
  return static_cast<int>(std::count_if(users.begin(), users.end(), [&](const DirectoryUser& other) {
    return other.id != user.id && other.active;
  }));
}

bool DirectorySync::IsAllOf(const Engagement& engagement) const {
  const auto all = tx_.engagements().OfPeople(organisation_.id, {engagement.person_id});
  return std::none_of(all.begin(), all.end(), [&](const Engagement& other) {
    return other.source_id == source_.id && other.is_current && other.source_key != engagement.source_key;
  });
}

bool DirectorySync::IsStrangeMove(const Engagement& before) const {
  const std::optional<SyncRun> held_run = tx_.sync_runs().Held(organisation_.id, source_.id);
  return !FindStrange(Outlook(FindDayRun(), held_run, {before.facts.unit_id, 1}), source_.guards).empty();
}

// Who the user was so far or before it was deleted, else whoever has the directory's id for it.
Id DirectorySync::ResolvePerson(const DirectoryUser& user, const Engagement* current,
                                const LayeredKey& identity_key) {
  if (current) return current->person_id;
  if (user.person_id != kNoId) return user.person_id;
  const auto earlier =
      tx_.directory().FindDeleted(organisation_.id, source_.id, user.external_id, user.employee_number);
  if (earlier && earlier->person_id != kNoId) return earlier->person_id;
  const std::string hash =
      identity_key.Hash(absl::StrCat("source ", organisation_.id, " ", source_.name),
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
  if (unit.is_unknown) {
    conflicts_.push_back(
        {"UNKNOWN_DEPARTMENT",
         {person_id},
         absl::StrCat("The department '", facts.department,
                      "' is the code or the name of no unit, or the name of several. Its people are in ",
                      unit.unit_code, ".")});
  }
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
  if (plan.steps.empty() && attributes.empty() && !are_leavers && !is_kept_apart_) return;

  SyncRun& run = DayRun();
  RosterWriter writer(env_, tx_, organisation_.id, source_.id, run.id);
  writer.Write(plan, attributes, today_);
  const int unchanged = run.counts.engagements_unchanged;
  AddSteps(plan, attributes, run.counts);
  run.counts.engagements_unchanged = unchanged;  // of a list, not of a day
  run.counts.people_added += std::exchange(has_new_person_, false);
  if (are_leavers) run.leavers += static_cast<int>(EarlyLeavers(plan, today_).size());
  if (!plan.steps.empty() || is_kept_apart_) {
    for (const SyncConflict& conflict : conflicts_) AddConflict(conflict, run);
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

}  // namespace nanolearn
