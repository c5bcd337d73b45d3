#include "service/app/programme_preview.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
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

using People = absl::flat_hash_set<Id>;

People ProtectedPeople(const ReadTransaction& tx, Id organisation_id) {
  const std::vector<Id> ids = tx.people().ProtectedIds(organisation_id);
  return People(ids.begin(), ids.end());
}

// Those of the protected people who are not counted.
People LeftOut(const Programme& programme, const People& protected_people, Counted counted) {
  People left_out;
  if (counted == Counted::kAll) return left_out;
  for (const AudienceRule& rule : programme.audience) {
    for (const Id id : rule.person_ids) {
      if (protected_people.contains(id)) left_out.insert(id);
    }
  }
  return left_out;
}

Programme OnlyOnce(Programme programme) {
  programme.calendar.recurrence = Recurrence::kOnce;
  return programme;
}

// How many people have which dates of each module the first time.
class DatesTally {
 public:
  explicit DatesTally(const Programme& programme)
      : once_(OnlyOnce(programme)), counts_(programme.modules.size()) {}

  void Add(absl::Span<const AudienceRange> days) {
    for (const PlannedAssignment& planned : PlanAssignments({once_, days, {}, {}, kNoEnd})) {
      for (size_t i = 0; i < counts_.size(); ++i) {
        if (once_.modules[i].module_id != planned.module_id || planned.cycle != 1) continue;
        ++counts_[i][{planned.open_date, planned.due_date}];
      }
    }
  }

  // Of each module those that most people have; of equals the first.
  std::vector<ModuleDates> MostCommon(const std::vector<std::string>& modules) const {
    std::vector<ModuleDates> dates;
    for (size_t i = 0; i < counts_.size(); ++i) {
      const auto most = std::max_element(counts_[i].begin(), counts_[i].end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
      if (most == counts_[i].end()) continue;
      dates.push_back({modules[i], most->first.first, most->first.second, most->second});
    }
    return dates;
  }

 private:
  const Programme once_;
  std::vector<std::map<std::pair<Date, Date>, int>> counts_;  // by module, then by its first and last day
};

// Which rules fit somebody on the day.
class RuleUse {
 public:
  explicit RuleUse(const Programme& programme)
      : fits_(programme.audience.size()), asked_(programme.audience.size()) {}

  void Add(absl::Span<const AudienceVerdict> verdicts) {
    for (const AudienceVerdict& verdict : verdicts) {
      if (verdict.reason == AudienceVerdict::Reason::kFits) fits_[verdict.rule] = true;
      if (verdict.reason != AudienceVerdict::Reason::kOtherDay) asked_[verdict.rule] = true;
    }
  }

  void Warn(Date day, std::vector<std::string>& warnings) const {
    for (size_t i = 0; i < fits_.size(); ++i) {
      if (!asked_[i] || fits_[i]) continue;
      warnings.push_back(
          absl::StrCat("Rule ", i + 1, " of the audience fits nobody on ", FormatDate(day), "."));
    }
  }

 private:
  std::vector<bool> fits_, asked_;
};

class Counter {
 public:
  Counter(const Programme& programme, const UnitHistory& units, ProgrammePreview& preview)
      : programme_(programme),
        units_(units),
        tree_(units.On(preview.day)),
        preview_(preview),
        dates_(programme),
        rules_(programme) {}

  void Add(absl::Span<const Engagement> engagements, bool is_protected) {
    rules_.Add(ExplainAudience(programme_, engagements, units_, preview_.day));
    const std::vector<AudienceRange> days = AudienceDays(programme_, engagements, units_);
    if (days.empty()) return;
    ++ever_;
    first_day_ = std::min(first_day_, days.front().days.from);
    dates_.Add(days);
    const AudiencePresence presence = PresenceOn(days, preview_.day);
    if (presence == AudiencePresence::kOutside) return;
    ++people_;
    paused_ += presence == AudiencePresence::kPaused;
    std::vector<EngagementKind> kinds;
    std::vector<int> nodes;
    for (const Engagement* engagement : Fitting(programme_, engagements, units_, preview_.day)) {
      AddOnce(kinds, engagement->facts.kind);
      const int node = tree_.NodeOf(engagement->facts.unit_id);
      if (node >= 0) AddOnce(nodes, is_protected ? 0 : TopNodeOf(tree_, node));
    }
    for (const EngagementKind kind : kinds) ++preview_.kinds[kind];
    for (const int node : nodes) ++people_of_[node];
  }

  void Finish(const std::vector<std::string>& modules) {
    preview_.modules = ever_ > 0 ? dates_.MostCommon(modules) : FirstDates(programme_, modules);
    Warn();
    preview_.people = people_;
    preview_.paused = paused_;
    preview_.ever = ever_;
    for (const auto& [node, people] : people_of_) {
      const UnitVersion& unit = *tree_.nodes()[node].unit;
      preview_.units.push_back({unit.code, unit.name, people});
    }
  }

 private:
  void Warn() {
    const Date opens = programme_.calendar.open_date;
    if (ever_ > 0 && opens < first_day_) {
      preview_.warnings.push_back(absl::StrCat("The programme opens on ", FormatDate(opens),
                                               ", but the first day on which anybody is in its audience is ",
                                               FormatDate(first_day_),
                                               ": everybody gets the dates of a newcomer."));
    }
    rules_.Warn(preview_.day, preview_.warnings);
  }

  const Programme& programme_;
  const UnitHistory& units_;
  const UnitTree& tree_;
  ProgrammePreview& preview_;
  DatesTally dates_;
  RuleUse rules_;
  Date first_day_ = kNoEnd;
  int people_ = 0;
  int paused_ = 0;
  int ever_ = 0;
  std::map<int, int> people_of_;  // by node: in the tree's order
};

AudienceMember MemberOf(const Person& person, bool is_paused, absl::Span<const Engagement* const> fitting,
                        const UnitTree& tree) {
  const PersonAttributes& a = person.attributes;
  AudienceMember member{.person_id = person.id,
                        .display_name = absl::StrCat(a.given_name, " ", a.family_name),
                        .is_paused = is_paused};
  for (const Engagement* engagement : fitting) {
    AddOnce(member.kinds, engagement->facts.kind);
    const int node = tree.NodeOf(engagement->facts.unit_id);
    if (node >= 0) AddOnce(member.units, tree.nodes()[node].unit->code);
    if (!engagement->facts.role.empty()) AddOnce(member.roles, engagement->facts.role);
  }
  return member;
}

}  // namespace

void CountAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                   const std::vector<std::string>& modules, const UnitHistory& units, Counted counted,
                   ProgrammePreview& preview) {
  const People protected_people = ProtectedPeople(tx, organisation_id);
  const People left_out = LeftOut(programme, protected_people, counted);
  Counter counter(programme, units, preview);
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> ids) {
    for (const auto& [person, engagements] : Load(tx, organisation_id, ids)) {
      if (!left_out.contains(person)) counter.Add(engagements, protected_people.contains(person));
    }
  });
  counter.Finish(modules);
}

int CountPeople(const ReadTransaction& tx, Id organisation_id, const Programme& programme, Counted counted) {
  const UnitHistory units(tx.units().Versions(organisation_id));
  const People left_out = LeftOut(programme, ProtectedPeople(tx, organisation_id), counted);
  int people = 0;
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> ids) {
    for (const auto& [person, engagements] : Load(tx, organisation_id, ids)) {
      people += !left_out.contains(person) && !AudienceDays(programme, engagements, units).empty();
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
      if (person.attributes.protected_identity) continue;
      members.push_back(MemberOf(person, presence[person.id] == AudiencePresence::kPaused,
                                 Fitting(programme, engagements[person.id], units, day), tree));
    }
  }
  if (static_cast<int>(members.size()) > limit) members.resize(limit);
  return members;
}

std::vector<ModuleDates> FirstDates(const Programme& programme, const std::vector<std::string>& modules) {
  const std::vector<AudienceRange> always = {{{programme.calendar.open_date, kNoEnd}, false}};
  const Programme once = OnlyOnce(programme);
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
