// Those whom a directory lets go: the second half of DirectorySync.

#include <algorithm>
#include <utility>

#include "service/app/directory_sync.h"
#include "service/app/outbox.h"
#include "service/domain/sync_mail.h"

namespace nanolearn {
namespace {

constexpr int kChangesTogether = 5000;  // bounds memory
constexpr absl::Duration kWeek = absl::Hours(7 * 24);

int SumOf(absl::Span<const DirectoryTable::UnitCount> counts) {
  int sum = 0;
  for (const auto& count : counts) sum += count.users;
  return sum;
}

// Those whom a day's run ended because they have become somebody else: they are leavers without having been
// let go.
int MovedIn(const SyncRun& day_run, int left) { return std::max(0, day_run.leavers - left); }

}  // namespace

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

SyncOutlook DirectorySync::Outlook(const std::optional<SyncRun>& day_run,
                                   const std::optional<SyncRun>& held_run, Adjustment adjustment) const {
  using Counts = std::vector<DirectoryTable::UnitCount>;
  const DirectoryTable& directory = tx_.directory();
  const Counts left = day_run ? directory.CountLeftIn(organisation_.id, day_run->id) : Counts();
  Counts held = held_run ? directory.CountHeldBy(organisation_.id, held_run->id) : Counts();
  held.push_back({adjustment.unit_id, adjustment.held});
  absl::flat_hash_map<Id, const UnitVersion*> unit_of;
  for (const UnitVersion& unit : units_) unit_of[unit.unit_id] = &unit;
  std::vector<Id> unit_ids;
  for (const auto& [id, version] : unit_of) unit_ids.push_back(id);
  const auto current = tx_.engagements().CountCurrent(organisation_.id, source_.id, unit_ids, today_);

  SyncOutlook outlook{.effective = today_, .people = SumOf(left), .leavers = SumOf(left) + SumOf(held)};
  if (day_run) outlook.leavers += MovedIn(*day_run, SumOf(left));
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
    if (const auto version = unit_of.find(id); version != unit_of.end()) {
      unit.code = version->second->code;
      unit.name = version->second->name;
    }
    outlook.units.push_back(unit);
  }
  // Of several who have become one person, only the one is left to count.
  outlook.people = std::max(outlook.people, outlook.leavers);
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
    tx_.events().Append(organisation_.id,
                        {{.type = EventType::kSyncHeld, .subject_id = held_run->id, .time = now_}});
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
  const int moved = MovedIn(*run, static_cast<int>(users.size()));
  absl::flat_hash_map<std::string, const Engagement*> last;  // by key
  for (const DirectoryUser& user : users) last[FormatId(user.id)] = nullptr;
  const std::vector<Engagement> ended = EndedIn(*run);
  std::vector<Id> people;
  for (const Engagement& engagement : ended) {
    const auto found = last.find(engagement.source_key);
    if (found == last.end()) continue;
    found->second = &engagement;
    people.push_back(engagement.person_id);
  }
  std::vector<Engagement> current;
  KeptEngagements kept;
  for (Engagement& engagement : tx_.engagements().OfPeople(organisation_.id, people)) {
    if (engagement.source_id != source_.id || !engagement.is_current) continue;
    kept.insert(engagement.id);
    current.push_back(std::move(engagement));
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
    const Engagement* const engagement = last[FormatId(user.id)];
    if (!engagement) continue;
    stated.push_back(
        {engagement->person_id, engagement->source_key, engagement->facts, said[engagement->person_id]});
  }
  Write(PlanStaff(current, stated, kept, absl::flat_hash_set<Id>(people.begin(), people.end())), false);
  SetDayLeavers(moved);
  return static_cast<int>(users.size());
}

// Those who joined on the same day hold on no day any more: they are found by the run alone.
std::vector<Engagement> DirectorySync::EndedIn(const SyncRun& run) const {
  std::vector<Engagement> ended;
  for (int skip = 0;; skip += kChangesTogether) {
    const auto changes = tx_.sync_runs().Changes(organisation_.id, run.id, skip, kChangesTogether);
    std::vector<Id> ids;
    for (const SyncChange& change : changes) {
      if (change.ended) ids.push_back(change.ended->id);
    }
    for (Engagement& engagement : tx_.engagements().ByIds(organisation_.id, ids)) {
      if (!engagement.is_current) ended.push_back(std::move(engagement));
    }
    if (changes.size() < static_cast<size_t>(kChangesTogether)) break;
  }
  std::sort(ended.begin(), ended.end(), [](const Engagement& a, const Engagement& b) { return a.id < b.id; });
  return ended;
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
