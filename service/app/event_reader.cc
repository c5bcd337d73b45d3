#include "service/app/event_reader.h"

#include <algorithm>

#include "service/app/access.h"

namespace nanolearn {
namespace {

constexpr int kLookedAtTogether = 1000;

bool IsOfCompletion(EventType type) {
  return type == EventType::kCompletionRecorded || type == EventType::kCompletionVoided;
}

// Reads what belongs to a batch of events together.
class Describer {
 public:
  Describer(const ReadTransaction& tx, const Organisation& organisation)
      : tx_(tx), organisation_(organisation), zone_(ZoneOf(organisation)) {}

  std::vector<EventDetails> Describe(absl::Span<const Event> events) {
    ReadSubjects(events);
    ReadNames();
    std::vector<EventDetails> all;
    for (const Event& event : events) all.push_back(DetailsOf(event));
    return all;
  }

 private:
  void ReadSubjects(absl::Span<const Event> events) {
    std::vector<Id> completions, assignments;
    for (const Event& event : events) {
      if (IsOfCompletion(event.type)) completions.push_back(event.subject_id);
      if (event.type == EventType::kAssignmentOverdue) assignments.push_back(event.subject_id);
    }
    for (const EventSubject& s : tx_.events().CompletionSubjects(organisation_.id, completions)) {
      subjects_[s.completion_id] = s;
    }
    for (const EventSubject& s : tx_.events().AssignmentSubjects(organisation_.id, assignments)) {
      subjects_[s.assignment_id] = s;
    }
  }

  void ReadNames() {
    std::vector<Id> people, modules, programmes;
    for (const auto& [id, subject] : subjects_) {
      if (!subject.is_protected) people.push_back(subject.person_id);
      modules.push_back(subject.module_id);
      programmes.push_back(subject.programme_id);
    }
    if (subjects_.empty()) return;
    for (ModuleSummary& m : tx_.modules().FindAll(organisation_.id, modules)) modules_[m.id] = std::move(m);
    for (const Programme& p : tx_.programmes().FindAll(organisation_.id, programmes)) {
      programmes_[p.id] = p.slug;
    }
    for (const UnitVersion& unit : tx_.units().Versions(organisation_.id)) codes_[unit.unit_id] = unit.code;
    for (Engagement& e : tx_.engagements().OfPeople(organisation_.id, people)) {
      engagements_[e.person_id].push_back(std::move(e));
    }
  }

  EventDetails DetailsOf(const Event& event) {
    EventDetails details{
        .event = event, .organisation_id = organisation_.id, .organisation = organisation_.slug};
    if (event.type == EventType::kSyncHeld) AddRun(details);
    const auto subject = subjects_.find(event.subject_id);
    if (subject != subjects_.end()) AddSubject(subject->second, details);
    return details;
  }

  void AddRun(EventDetails& details) const {
    const auto run = tx_.sync_runs().Find(organisation_.id, details.event.subject_id);
    if (!run) return;
    details.effective = run->effective;
    for (const Source& source : tx_.sources().List(organisation_.id)) {
      if (source.id == run->source_id) details.source = source.name;
    }
  }

  void AddSubject(const EventSubject& subject, EventDetails& details) {
    details.completion_id = subject.completion_id;
    details.assignment_id = subject.assignment_id;
    details.is_protected = subject.is_protected;
    const ModuleSummary& module = ModuleAt(subject);
    details.module = modules_[subject.module_id].slug;
    details.module_title = module.display_name;
    details.module_language = module.languages.empty() ? "und" : module.languages.front();
    details.revision = subject.revision;
    details.programme = programmes_[subject.programme_id];
    details.cycle = subject.cycle;
    details.complete_time = subject.complete_time;
    details.late = subject.late;
    const bool is_overdue = details.event.type == EventType::kAssignmentOverdue;
    details.due_date = is_overdue ? details.event.subject_day : subject.due_date;
    if (subject.is_protected) return;
    details.person_id = subject.person_id;
    details.units =
        UnitsOf(subject.person_id, is_overdue ? details.due_date + 1 : DayOf(subject.complete_time, zone_));
  }

  // As it was at the revision that was seen; the latest when none was.
  const ModuleSummary& ModuleAt(const EventSubject& subject) {
    ModuleSummary& latest = modules_[subject.module_id];
    if (subject.revision == 0 || subject.revision == latest.revision) return latest;
    const auto [known, is_new] = revisions_.try_emplace({subject.module_id, subject.revision}, latest);
    if (is_new) {
      auto found = tx_.modules().FindRevision(organisation_.id, subject.module_id, subject.revision);
      if (found) known->second = *std::move(found);
    }
    return known->second;
  }

  // Where the person was on the day, by code.
  std::vector<std::string> UnitsOf(Id person_id, Date day) {
    std::vector<std::string> units;
    for (const Engagement& e : engagements_[person_id]) {
      if (e.valid.Contains(day)) units.push_back(codes_[e.facts.unit_id]);
    }
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    return units;
  }

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  const absl::TimeZone zone_;
  absl::flat_hash_map<Id, EventSubject> subjects_;  // by the event's subject
  absl::flat_hash_map<Id, ModuleSummary> modules_;
  absl::flat_hash_map<std::pair<Id, int>, ModuleSummary> revisions_;
  absl::flat_hash_map<Id, std::string> programmes_;
  absl::flat_hash_map<Id, std::string> codes_;
  absl::flat_hash_map<Id, std::vector<Engagement>> engagements_;
};

}  // namespace

std::vector<EventDetails> DescribeEvents(const ReadTransaction& tx, const Organisation& organisation,
                                         absl::Span<const Event> events) {
  return Describer(tx, organisation).Describe(events);
}

EventBatch ReadEvents(const ReadTransaction& tx, Id organisation_id, uint64_t first_sequence,
                      absl::Span<const EventType> types, int limit) {
  EventBatch batch{.next_sequence = first_sequence};
  for (const Event& event : tx.events().After(organisation_id, first_sequence - 1, kLookedAtTogether)) {
    batch.next_sequence = event.sequence + 1;
    if (std::find(types.begin(), types.end(), event.type) != types.end()) batch.events.push_back(event);
    if (batch.events.size() == static_cast<size_t>(limit)) break;
  }
  return batch;
}

}  // namespace nanolearn
