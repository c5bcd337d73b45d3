#include "service/domain/staff_plan.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/string_view.h"

namespace nanolearn {
namespace {

using Step = StaffPlan::Step;

// Something that is to be done about a person, or that tells how things are with them.
struct Note {
  enum Kind { kStays, kEnded, kBegun, kChanged };
  Id person_id;
  Kind kind;
  const Engagement* old = nullptr;
  const StatedEngagement* now = nullptr;
};

// What is to be done for one person, before it has its kinds.
struct Steps {
  std::vector<const Engagement*> ended;
  std::vector<const StatedEngagement*> begun;
  std::vector<Step> changed;
  bool stays = false;      // something of the person goes on as it was
  bool was_there = false;  // before
};

Steps Gather(absl::Span<const Note> notes) {
  Steps steps;
  for (const Note& note : notes) {
    steps.was_there |= note.old != nullptr;
    steps.stays |= note.kind == Note::kStays;
    if (note.kind == Note::kEnded) steps.ended.push_back(note.old);
    if (note.kind == Note::kBegun) steps.begun.push_back(note.now);
    if (note.kind == Note::kChanged) {
      steps.changed.push_back({SyncChangeKind::kChange, note.person_id, note.old, note.now});
    }
  }
  std::sort(steps.ended.begin(), steps.ended.end(), [](const auto* a, const auto* b) {
    return std::tie(a->source_key, a->id) < std::tie(b->source_key, b->id);
  });
  std::sort(steps.begun.begin(), steps.begun.end(), [](const auto* a, const auto* b) {
    const auto order = [](const StatedEngagement& e) {
      return std::tie(e.facts.period.from, e.facts.unit_id, e.facts.role, e.source_key);
    };
    return order(*a) < order(*b);
  });
  return steps;
}

// Somebody whose key is another than before: what ended goes on as what began, if it is of the same kind;
// first of all in the same unit.
void PairUp(Steps& steps) {
  for (const bool same_unit : {true, false}) {
    std::vector<const StatedEngagement*> unpaired;
    for (const StatedEngagement* now : steps.begun) {
      const auto old =
          std::find_if(steps.ended.begin(), steps.ended.end(), [&](const Engagement* engagement) {
            return engagement->facts.kind == now->facts.kind &&
                   (!same_unit || engagement->facts.unit_id == now->facts.unit_id);
          });
      if (old == steps.ended.end()) {
        unpaired.push_back(now);
      } else {
        steps.changed.push_back({SyncChangeKind::kChange, now->person_id, *old, now});
        steps.ended.erase(old);
      }
    }
    steps.begun = std::move(unpaired);
  }
}

void AppendSteps(absl::Span<const Note> notes, const absl::flat_hash_set<Id>& was_known,
                 std::vector<Step>& all) {
  const Id id = notes.front().person_id;
  Steps steps = Gather(notes);
  PairUp(steps);
  for (Step& step : steps.changed) {
    const bool moved = step.old->facts.unit_id != step.now->facts.unit_id;
    step.kind = moved ? SyncChangeKind::kMove : SyncChangeKind::kChange;
    all.push_back(step);
  }
  bool is_first = !steps.was_there;
  for (const StatedEngagement* now : steps.begun) {
    const SyncChangeKind first = was_known.contains(id) ? SyncChangeKind::kReturn : SyncChangeKind::kJoin;
    all.push_back({is_first ? first : SyncChangeKind::kAdd, id, nullptr, now});
    is_first = false;
  }
  const bool goes = !steps.stays && steps.changed.empty() && steps.begun.empty();
  for (const Engagement* old : steps.ended) {
    const bool is_last = goes && old == steps.ended.back();
    all.push_back({is_last ? SyncChangeKind::kLeave : SyncChangeKind::kEnd, id, old, nullptr});
  }
}

// What becomes of each engagement, in any order.
std::vector<Note> TakeNotes(absl::Span<const Engagement> current, absl::Span<const StatedEngagement> stated,
                            const KeptEngagements& kept, StaffPlan& plan) {
  absl::flat_hash_map<absl::string_view, const Engagement*> by_key;
  by_key.reserve(current.size());
  for (const Engagement& engagement : current) by_key[engagement.source_key] = &engagement;
  std::vector<Note> notes;
  notes.reserve(stated.size() + current.size());
  absl::flat_hash_set<const Engagement*> met, taken;
  for (const StatedEngagement& now : stated) {
    const auto found = by_key.find(now.source_key);
    const Engagement* const old = found == by_key.end() ? nullptr : found->second;
    if (!old || old->person_id != now.person_id) {
      if (old) {
        plan.taken_over.push_back({old, &now});
        taken.insert(old);
      }
      notes.push_back({now.person_id, Note::kBegun, nullptr, &now});
      continue;
    }
    met.insert(old);
    const bool same = old->facts == now.facts;
    if (same) plan.same.push_back({old, &now});
    notes.push_back({now.person_id, same ? Note::kStays : Note::kChanged, old, &now});
  }
  for (const Engagement& engagement : current) {
    if (met.contains(&engagement)) continue;
    // A key that another person has now is free for them only when it ends.
    const bool keep = kept.contains(engagement.id) && !taken.contains(&engagement);
    if (keep) plan.kept.push_back(&engagement);
    notes.push_back({engagement.person_id, keep ? Note::kStays : Note::kEnded, &engagement});
  }
  return notes;
}

}  // namespace

Date EndOn(const DateRange& valid, Date effective) {
  return std::max(valid.from, std::min(valid.to, effective));
}

DateRange ValidFrom(const DateRange& period, Date effective) {
  const DateRange valid{std::max(period.from, effective), period.to};
  return valid.empty() ? DateRange{effective, effective} : valid;
}

StaffPlan PlanStaff(absl::Span<const Engagement> current, absl::Span<const StatedEngagement> stated,
                    const KeptEngagements& kept, const absl::flat_hash_set<Id>& was_known) {
  StaffPlan plan;
  std::vector<Note> notes = TakeNotes(current, stated, kept, plan);
  std::stable_sort(notes.begin(), notes.end(),
                   [](const Note& a, const Note& b) { return a.person_id < b.person_id; });
  for (size_t first = 0; first < notes.size();) {
    size_t last = first;
    while (last < notes.size() && notes[last].person_id == notes[first].person_id) ++last;
    AppendSteps(absl::MakeConstSpan(notes).subspan(first, last - first), was_known, plan.steps);
    first = last;
  }
  return plan;
}

namespace {

// Whether `a` stands before `b` by their keys. The order of hashes would be another one under another key of the installation: what they
// are made of counts instead.
template <typename A, typename B>
bool StandsBefore(const A& a, const B& b) {
  if (!IsHashedKey(a.source_key) || !IsHashedKey(b.source_key)) return a.source_key < b.source_key;
  const auto order = [](const auto& e) {
    return std::tie(e.facts.period.from, e.facts.unit_id, e.facts.role, e.source_key);
  };
  return order(a) < order(b);
}

// Of several statements about one person, the one with the smallest key speaks.
struct Word {
  const StatedEngagement* speaker = nullptr;
  bool is_protected = false;
  const Engagement* kept = nullptr;  // not in the list, but not gone: the one with the smallest key

  void Hear(const StatedEngagement& now) {
    if (!speaker || StandsBefore(now, *speaker)) speaker = &now;
    is_protected |= now.attributes.protected_identity;
  }
  void Keep(const Engagement& engagement) {
    if (!kept || StandsBefore(engagement, *kept)) kept = &engagement;
  }
  // Whether what was said before goes on: the speaker is silent, but not gone.
  bool IsKept() const { return kept && (!speaker || StandsBefore(*kept, *speaker)); }
  PersonAttributes Said() const {
    PersonAttributes said = speaker->attributes;
    said.protected_identity = is_protected;
    return said;
  }
};

}  // namespace

std::map<Id, PersonAttributes> SpokenAttributes(absl::Span<const StatedEngagement> stated) {
  absl::flat_hash_map<Id, Word> words;
  for (const StatedEngagement& now : stated) words[now.person_id].Hear(now);
  std::map<Id, PersonAttributes> said;
  for (const auto& [person, word] : words) said[person] = word.Said();
  return said;
}

std::vector<AttributeStep> PlanAttributes(const StaffPlan& plan, absl::Span<const AttributeVersion> current) {
  absl::flat_hash_map<Id, Word> words;
  for (const StaffPlan::Same& same : plan.same) words[same.now->person_id].Hear(*same.now);
  for (const Step& step : plan.steps) {
    Word& word = words[step.person_id];
    if (step.now) word.Hear(*step.now);
  }
  for (const Engagement* engagement : plan.kept) words[engagement->person_id].Keep(*engagement);
  absl::flat_hash_map<Id, const AttributeVersion*> before;
  for (const AttributeVersion& version : current) before[version.person_id] = &version;

  std::vector<AttributeStep> steps;
  for (const auto& [person_id, word] : words) {
    const auto found = before.find(person_id);
    const AttributeVersion* const old = found == before.end() ? nullptr : found->second;
    if (old && word.IsKept()) continue;
    if (!word.speaker) {
      if (old) steps.push_back({person_id, old});
      continue;
    }
    const AttributeStep step{person_id, old, word.speaker, word.is_protected};
    if (!old || !(old->attributes == step.attributes())) steps.push_back(step);
  }
  std::sort(steps.begin(), steps.end(),
            [](const AttributeStep& a, const AttributeStep& b) { return a.person_id < b.person_id; });
  return steps;
}

namespace {

// How long what a person has goes on from a day on.
struct Stay {
  bool is_there = false;   // on the day
  Date last = kFirstDate;  // the end of what reaches furthest; before the day: nothing does
  const Engagement* old = nullptr;

  void Add(const DateRange& valid, Date day) {
    if (valid.empty() || valid.to <= day) return;
    is_there |= valid.Contains(day);
    last = std::max(last, valid.to);
  }
};

bool LeavesEarly(const Stay& before, const Stay& after, Date effective) {
  constexpr int kSoonDays = 31;
  if (before.last <= effective) return false;  // their time was up
  if (after.last <= effective) return true;
  if (before.is_there && !after.is_there) return true;
  return after.last < before.last && after.last <= effective + kSoonDays;
}

}  // namespace

std::vector<Leaver> EarlyLeavers(const StaffPlan& plan, Date effective) {
  std::map<Id, std::pair<Stay, Stay>> stays;  // before and after; of those for whom something ends
  for (const Step& step : plan.steps) {
    if (!step.old) continue;
    Stay& before = stays[step.old->person_id].first;
    before.Add(step.old->valid, effective);
    if (!before.old || step.old->valid.to > before.old->valid.to) before.old = step.old;
  }
  const auto goes_on = [&](const Engagement& engagement) {
    const auto stay = stays.find(engagement.person_id);
    if (stay == stays.end()) return;
    stay->second.first.Add(engagement.valid, effective);
    stay->second.second.Add(engagement.valid, effective);
  };
  for (const StaffPlan::Same& same : plan.same) goes_on(*same.engagement);
  for (const Engagement* engagement : plan.kept) goes_on(*engagement);
  for (const Step& step : plan.steps) {
    const auto stay = step.now ? stays.find(step.now->person_id) : stays.end();
    if (stay != stays.end()) stay->second.second.Add(ValidFrom(step.now->facts.period, effective), effective);
  }
  std::vector<Leaver> leavers;
  for (const auto& [person, stay] : stays) {
    if (LeavesEarly(stay.first, stay.second, effective)) leavers.push_back({person, stay.first.old});
  }
  return leavers;
}

}  // namespace nanolearn
