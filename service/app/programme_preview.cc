#include "service/app/programme_preview.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/domain/assignment_plan.h"
#include "service/domain/audience_text.h"

namespace nanolearn {
namespace {

using EngagementsOf = absl::flat_hash_map<Id, std::vector<Engagement>>;

EngagementsOf Load(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> ids) {
  EngagementsOf engagements;
  for (Engagement& engagement : tx.engagements().OfPeople(organisation_id, ids)) {
    engagements[engagement.person_id].push_back(std::move(engagement));
  }
  return engagements;
}

// The engagements that let somebody in on the day, each once.
std::vector<const Engagement*> Fitting(const Programme& programme, absl::Span<const Engagement> engagements,
                                       const UnitHistory& units, Date day) {
  std::vector<const Engagement*> fitting;
  for (const AudienceVerdict& verdict : ExplainAudience(programme, engagements, units, day)) {
    const bool fits =
        verdict.reason == AudienceVerdict::Reason::kFits && !programme.audience[verdict.rule].excepts;
    if (fits && std::find(fitting.begin(), fitting.end(), verdict.engagement) == fitting.end()) {
      fitting.push_back(verdict.engagement);
    }
  }
  return fitting;
}

template <typename T>
void AddOnce(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

// The unit directly below the top that a node belongs to; the top itself for what is directly in it.
int TopNodeOf(const UnitTree& tree, int node) {
  while (tree.nodes()[node].depth > 1) node = tree.nodes()[node].parent;
  return node;
}

class Counter {
 public:
  Counter(const Programme& programme, const UnitHistory& units, ProgrammePreview& preview)
      : programme_(programme), units_(units), tree_(units.On(preview.day)), preview_(preview) {}

  void Add(absl::Span<const Engagement> engagements) {
    const std::vector<AudienceRange> days = AudienceDays(programme_, engagements, units_);
    if (days.empty()) return;
    ++preview_.ever;
    const AudiencePresence presence = PresenceOn(days, preview_.day);
    if (presence == AudiencePresence::kOutside) return;
    ++preview_.people;
    preview_.paused += presence == AudiencePresence::kPaused;
    std::vector<EngagementKind> kinds;
    std::vector<int> nodes;
    for (const Engagement* engagement : Fitting(programme_, engagements, units_, preview_.day)) {
      AddOnce(kinds, engagement->facts.kind);
      const int node = tree_.NodeOf(engagement->facts.unit_id);
      if (node >= 0) AddOnce(nodes, TopNodeOf(tree_, node));
    }
    for (const EngagementKind kind : kinds) ++preview_.kinds[kind];
    for (const int node : nodes) ++people_of_[node];
  }

  void Finish() {
    for (const auto& [node, people] : people_of_) {
      const UnitVersion& unit = *tree_.nodes()[node].unit;
      preview_.units.push_back({unit.code, unit.name, people});
    }
  }

 private:
  const Programme& programme_;
  const UnitHistory& units_;
  const UnitTree& tree_;
  ProgrammePreview& preview_;
  std::map<int, int> people_of_;  // by node: in the tree's order
};

AudienceMember MemberOf(const Person& person, bool is_paused, absl::Span<const Engagement* const> fitting,
                        const UnitTree& tree) {
  AudienceMember member{.person_id = person.id, .is_paused = is_paused};
  const bool hide = person.attributes.protected_identity;
  if (!hide) {
    member.display_name = absl::StrCat(person.attributes.given_name, " ", person.attributes.family_name);
  }
  for (const Engagement* engagement : fitting) {
    AddOnce(member.kinds, engagement->facts.kind);
    if (hide) continue;
    const int node = tree.NodeOf(engagement->facts.unit_id);
    if (node >= 0) AddOnce(member.units, tree.nodes()[node].unit->code);
    if (!engagement->facts.role.empty()) AddOnce(member.roles, engagement->facts.role);
  }
  return member;
}

}  // namespace

void CountAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                   const UnitHistory& units, ProgrammePreview& preview) {
  Counter counter(programme, units, preview);
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> ids) {
    for (const auto& [person, engagements] : Load(tx, organisation_id, ids)) counter.Add(engagements);
  });
  counter.Finish();
}

int CountPeople(const ReadTransaction& tx, Id organisation_id, const Programme& programme) {
  const UnitHistory units(tx.units().Versions(organisation_id));
  int people = 0;
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> ids) {
    for (const auto& [person, engagements] : Load(tx, organisation_id, ids)) {
      people += !AudienceDays(programme, engagements, units).empty();
    }
  });
  return people;
}

std::vector<AudienceMember> MembersOn(const ReadTransaction& tx, Id organisation_id,
                                      const Programme& programme, const UnitHistory& units, Date day,
                                      Id after, int limit) {
  constexpr int kTogether = 1000;
  const UnitTree& tree = units.On(day);
  std::vector<AudienceMember> members;
  while (static_cast<int>(members.size()) < limit) {
    const std::vector<Id> ids = tx.people().Ids(organisation_id, after, kTogether);
    if (ids.empty()) break;
    after = ids.back();
    EngagementsOf engagements = Load(tx, organisation_id, ids);
    std::vector<Id> inside;
    absl::flat_hash_map<Id, AudiencePresence> presence;
    for (const Id id : ids) {
      presence[id] = PresenceOn(AudienceDays(programme, engagements[id], units), day);
      if (presence[id] != AudiencePresence::kOutside) inside.push_back(id);
    }
    for (const Person& person : tx.people().FindAll(organisation_id, inside, day)) {
      members.push_back(MemberOf(person, presence[person.id] == AudiencePresence::kPaused,
                                 Fitting(programme, engagements[person.id], units, day), tree));
    }
  }
  if (static_cast<int>(members.size()) > limit) members.resize(limit);
  return members;
}

std::vector<ModuleDates> FirstDates(const Programme& programme, const std::vector<std::string>& modules) {
  const std::vector<AudienceRange> always = {{{programme.calendar.open_date, kNoEnd}, false}};
  Programme once = programme;  // only the first time
  once.calendar.recurrence = Recurrence::kOnce;
  std::vector<ModuleDates> dates;
  for (const PlannedAssignment& planned : PlanAssignments({once, always, {}, {}, kNoEnd})) {
    for (size_t i = 0; i < programme.modules.size(); ++i) {
      if (programme.modules[i].module_id != planned.module_id || planned.cycle != 1) continue;
      dates.push_back({modules[i], planned.open_date, planned.due_date});
    }
  }
  return dates;
}

AudienceAnswer AnswerAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                              const UnitHistory& units, Id person_id, Date day) {
  const std::vector<Engagement> engagements = tx.engagements().OfPeople(organisation_id, {person_id});
  const std::optional<Person> person = tx.people().Find(organisation_id, person_id, day);
  AudienceAnswer answer{.person_id = person_id, .day = day};
  answer.days = AudienceDays(programme, engagements, units);
  answer.presence = PresenceOn(answer.days, day);
  answer.reasons =
      AudienceReasons(programme, ExplainAudience(programme, engagements, units, day), answer.presence, day,
                      NamerOf(units.On(day)), !person || person->attributes.protected_identity);
  return answer;
}

}  // namespace nanolearn
