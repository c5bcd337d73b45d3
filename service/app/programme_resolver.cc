#include "service/app/programme_resolver.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"
#include "service/app/person_lookup.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

using UnitsByCode = absl::flat_hash_map<std::string, Id>;

// Everybody who could not be found is named, not only the first.
absl::Status PeopleNotFound(std::vector<FieldViolation> violations) {
  const std::string message =
      absl::StrCat(violations.front().field, ": ", violations.front().description,
                   violations.size() == 1 ? "" : absl::StrCat(" (and ", violations.size() - 1, " more)"));
  return MakeError(absl::StatusCode::kInvalidArgument, message,
                   {.reason = "PERSON_NOT_RESOLVED", .violations = std::move(violations)});
}

absl::Status ResolvePeople(const ReadTransaction& tx, const Organisation& org,
                           const std::vector<RuleDefinition>& rules, std::vector<AudienceRule>& resolved) {
  std::vector<FieldViolation> violations;
  for (size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].people.empty()) continue;
    const std::vector<absl::StatusOr<Id>> found = FindPeople(tx, org, rules[i].people);
    std::vector<Id>& ids = resolved[i].person_ids;
    for (size_t j = 0; j < found.size(); ++j) {
      if (found[j].ok()) {
        ids.push_back(*found[j]);
      } else {
        violations.push_back({absl::StrCat("programme.audience[", i, "].people[", j, "]"),
                              std::string(found[j].status().message())});
      }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  return violations.empty() ? absl::OkStatus() : PeopleNotFound(std::move(violations));
}

absl::StatusOr<AudienceRule> ResolveRule(const Organisation& org, const UnitsByCode& units,
                                         const RuleDefinition& rule) {
  AudienceRule resolved{.excepts = rule.excepts,
                        .kinds = rule.kinds,
                        .role_groups = rule.role_groups,
                        .roles = rule.roles,
                        .requires_computer = rule.requires_computer,
                        .valid = rule.valid};
  if (rule.unit_code.empty()) return resolved;
  const auto unit = units.find(rule.unit_code);
  if (unit == units.end()) return errors::NotFound("unit", UnitName(org.slug, rule.unit_code));
  resolved.unit_id = unit->second;
  return resolved;
}

}  // namespace

absl::StatusOr<Programme> ResolveProgramme(const ReadTransaction& tx, const Organisation& organisation,
                                           const ProgrammeDefinition& definition) {
  Programme programme{
      .display_name = definition.display_name, .calendar = definition.calendar, .mails = definition.mails};
  for (const ModuleDefinition& module : definition.modules) {
    ASSIGN_OR_RETURN(const ModuleSummary found, FindModule(tx, organisation, module.slug));
    programme.modules.push_back({found.id, module.open_date});
  }
  UnitsByCode units;
  for (const UnitVersion& unit : tx.units().Versions(organisation.id)) units[unit.code] = unit.unit_id;
  for (const RuleDefinition& rule : definition.audience) {
    ASSIGN_OR_RETURN(AudienceRule resolved, ResolveRule(organisation, units, rule));
    programme.audience.push_back(std::move(resolved));
  }
  RETURN_IF_ERROR(ResolvePeople(tx, organisation, definition.audience, programme.audience));
  return programme;
}

std::vector<ProgrammeDefinition> DefinitionsOf(const ReadTransaction& tx, Id organisation_id,
                                               const std::vector<Programme>& programmes) {
  std::vector<Id> module_ids;
  for (const Programme& programme : programmes) {
    for (const ProgrammeModule& module : programme.modules) module_ids.push_back(module.module_id);
  }
  absl::flat_hash_map<Id, std::string> modules, units;
  for (const ModuleSummary& module : tx.modules().FindAll(organisation_id, module_ids))
    modules[module.id] = module.slug;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) units[unit.unit_id] = unit.code;
  std::vector<ProgrammeDefinition> definitions;
  for (const Programme& programme : programmes) {
    ProgrammeDefinition definition{
        .display_name = programme.display_name, .calendar = programme.calendar, .mails = programme.mails};
    for (const ProgrammeModule& module : programme.modules) {
      definition.modules.push_back({modules[module.module_id], module.open_date});
    }
    for (const AudienceRule& rule : programme.audience) {
      RuleDefinition added{.excepts = rule.excepts,
                           .kinds = rule.kinds,
                           .role_groups = rule.role_groups,
                           .roles = rule.roles,
                           .requires_computer = rule.requires_computer,
                           .valid = rule.valid};
      if (rule.unit_id != kNoId) added.unit_code = units[rule.unit_id];
      for (const Id person : rule.person_ids) added.people.push_back(FormatId(person));
      definition.audience.push_back(std::move(added));
    }
    definitions.push_back(std::move(definition));
  }
  return definitions;
}

}  // namespace nanolearn
