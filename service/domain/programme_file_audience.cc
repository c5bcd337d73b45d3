#include "service/domain/programme_file_audience.h"

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kRuleKeys[] = {"unit",   "kinds",    "groups", "roles",
                                           "people", "computer", "except"};
// In the order of the enumerations.
constexpr absl::string_view kKinds[] = {"EMPLOYMENT", "MANDATE", "BOARD_SEAT", "OTHER"};
constexpr absl::string_view kGroups[] = {"CHAIR", "VICE_CHAIR", "MEMBER", "SUBSTITUTE", "AUDITOR"};

void ReadRule(const toml::table& table, size_t index, TomlFields& fields,
              std::vector<RuleDefinition>& rules) {
  fields.CheckKeys(table, kRuleKeys, "[[audience]]");
  const std::string field = absl::StrCat("programme.audience[", index, "]");
  fields.Remember(field, table);
  RuleDefinition& rule = rules.emplace_back();
  if (const auto* unit = table.get("unit")) {
    fields.Remember(absl::StrCat(field, ".unit"), *unit);
    rule.unit_code = fields.Text(*unit, "unit");
  }
  if (const auto* kinds = table.get("kinds")) {
    for (const int kind : fields.WordList(*kinds, "kinds", kKinds)) {
      rule.kinds.push_back(static_cast<EngagementKind>(kind));
    }
  }
  if (const auto* groups = table.get("groups")) {
    for (const int group : fields.WordList(*groups, "groups", kGroups)) {
      rule.role_groups.push_back(static_cast<RoleGroup>(group));
    }
  }
  if (const auto* roles = table.get("roles")) {
    fields.Remember(absl::StrCat(field, ".roles"), *roles);
    rule.roles = fields.Texts(*roles, "roles");
  }
  if (const auto* people = table.get("people")) {
    fields.Remember(absl::StrCat(field, ".people"), *people);
    rule.people = fields.Texts(*people, "people");
    size_t i = 0;
    if (!people->is_array()) return;
    for (const toml::node& person : *people->as_array()) {
      fields.Remember(absl::StrCat(field, ".people[", i++, "]"), person);
    }
  }
  if (const auto* computer = table.get("computer"))
    rule.requires_computer = fields.YesNo(*computer, "computer");
  if (const auto* except = table.get("except")) rule.excepts = fields.YesNo(*except, "except");
}

}  // namespace

void ReadAudience(const toml::node& node, TomlFields& fields, std::vector<RuleDefinition>& rules) {
  fields.Remember("programme.audience", node);
  fields.Tables(node, "audience",
                [&](const toml::table& table, size_t i) { ReadRule(table, i, fields, rules); });
}

}  // namespace nanolearn
