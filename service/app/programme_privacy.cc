#include "service/app/programme_privacy.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "service/app/assignment_planner.h"
#include "service/domain/small_groups.h"

namespace nanolearn {
namespace {

// One programme for each rule, in which everybody is whom that rule fits.
std::vector<Programme> RuleByRule(const Programme& programme) {
  std::vector<Programme> programmes;
  for (const AudienceRule& rule : programme.audience) {
    Programme& alone = programmes.emplace_back(programme);
    alone.audience = {rule};
    alone.audience.front().excepts = false;
  }
  return programmes;
}

bool IsFew(int people, int min_group_size) { return people > 0 && people < min_group_size; }

// Which of the parts of `total` people must be hidden; everybody is in one of them or in several.
std::vector<bool> HiddenParts(int total, const std::vector<int>& parts, int min_group_size) {
  std::vector<GroupRow> rows = {{.people = total, .required = total, .parts_are_all = true}};
  for (const int people : parts) rows.push_back({.parent = 0, .people = people, .required = people});
  std::vector<bool> hidden = HiddenRows(rows, min_group_size);
  hidden.erase(hidden.begin());
  return hidden;
}

// Each part that is left out might also be nobody.
bool HideParts(int min_group_size, ProgrammePreview& preview) {
  const int total = *preview.people;
  std::vector<int> kinds, units;
  for (const auto& [kind, people] : preview.kinds) kinds.push_back(people);
  for (const UnitPeople& unit : preview.units) units.push_back(unit.people);
  const std::vector<bool> hidden_kinds = HiddenParts(total, kinds, min_group_size);
  const std::vector<bool> hidden_units = HiddenParts(total, units, min_group_size);
  size_t i = 0;
  std::erase_if(preview.kinds, [&](const auto&) { return hidden_kinds[i++]; });
  std::vector<UnitPeople> shown;
  for (size_t j = 0; j < units.size(); ++j) {
    if (!hidden_units[j]) shown.push_back(std::move(preview.units[j]));
  }
  preview.units = std::move(shown);
  return preview.kinds.size() < kinds.size() || preview.units.size() < units.size();
}

}  // namespace

bool SeesAllNumbers(const Caller& caller) {
  return caller.token.unit_id == kNoId && RoleAllows(caller.token.role, Permission::kReadPeople);
}

bool NamesPeople(const ProgrammeDefinition& definition) {
  const auto& rules = definition.audience;
  return std::any_of(rules.begin(), rules.end(),
                     [](const RuleDefinition& rule) { return !rule.people.empty(); });
}

std::optional<int> NumberForOthers(int people, bool names_people, int min_group_size) {
  if (names_people || people < min_group_size) return std::nullopt;
  return people;
}

bool HasSmallRule(const ReadTransaction& tx, const Organisation& organisation, const Programme& programme,
                  const UnitHistory& units, std::optional<Date> day) {
  const std::vector<Programme> rules = RuleByRule(programme);
  std::vector<int> people(rules.size());
  ForEachPersonChunk(tx, organisation.id, [&](absl::Span<const Id> ids) {
    absl::flat_hash_map<Id, std::vector<Engagement>> engagements;
    for (Engagement& engagement : tx.engagements().OfPeople(organisation.id, ids)) {
      engagements[engagement.person_id].push_back(std::move(engagement));
    }
    for (const auto& [person, theirs] : engagements) {
      for (size_t i = 0; i < rules.size(); ++i) {
        const std::vector<AudienceRange> days = AudienceDays(rules[i], theirs, units);
        people[i] += day ? PresenceOn(days, *day) != AudiencePresence::kOutside : !days.empty();
      }
    }
  });
  return std::any_of(people.begin(), people.end(),
                     [&](int count) { return count < organisation.min_group_size; });
}

void HideFew(int min_group_size, ProgrammePreview& preview) {
  const int people = preview.people.value_or(0);
  if (people < min_group_size) return HideNumbers(preview);
  // Nobody on leave would be told from somebody on leave.
  const int paused = preview.paused.value_or(0);
  if (paused < min_group_size || people - paused < min_group_size) preview.paused.reset();
  if (IsFew(preview.ever.value_or(0) - people, min_group_size)) preview.ever.reset();
  preview.is_hidden = HideParts(min_group_size, preview) || !preview.paused || !preview.ever;
}

void HideNumbers(ProgrammePreview& preview) {
  preview.people.reset();
  preview.paused.reset();
  preview.ever.reset();
  preview.kinds.clear();
  preview.units.clear();
  preview.is_hidden = true;
}

}  // namespace nanolearn
