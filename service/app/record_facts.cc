#include "service/app/record_facts.h"

#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"

namespace nanolearn {

RecordFacts::RecordFacts(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people)
    : tx(tx),
      organisation(organisation),
      people(people.begin(), people.end()),
      traces(tx.privacy().Traces(organisation.id, people)),
      assignments(tx.assignments().Histories(organisation.id, people)) {
  for (const Source& source : tx.sources().List(id())) sources[source.id] = source.name;
  for (const Programme& programme : AllProgrammes(tx, id())) programmes[programme.id] = programme.display_name;
  for (const ModuleSummary& module : AllModules(tx, id())) modules[module.id] = module.display_name;
  // The newest name of each.
  for (const UnitVersion& unit : tx.units().Versions(id())) units[unit.unit_id] = absl::StrCat(unit.code, " ", unit.name);
  for (const AssignmentHistory& history : assignments) module_of[history.assignment.id] = history.assignment.module_id;
}

std::string RecordFacts::ModuleOf(Id assignment_id) const {
  const auto found = module_of.find(assignment_id);
  return found == module_of.end() ? "" : NameIn(modules, found->second);
}

std::string NameIn(const absl::flat_hash_map<Id, std::string>& names, Id id) {
  const auto found = names.find(id);
  return found == names.end() ? "" : found->second;
}

RecordJson TimeJson(absl::Time time) {
  if (time == absl::InfiniteFuture() || time == absl::InfinitePast()) return nullptr;
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

RecordJson DayJson(const std::optional<Date>& day) { return day ? RecordJson(FormatDate(*day)) : RecordJson(nullptr); }

RecordJson LastDayJson(Date end) { return end >= kNoEnd ? RecordJson(nullptr) : RecordJson(FormatDate(end - 1)); }

}  // namespace nanolearn
