#include "admin-cli/commands/source_output.h"

#include "absl/strings/ascii.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::Source;

std::vector<std::string> Preferred(const Source& source) {
  std::vector<std::string> names;
  for (const int attribute : source.preferred_for()) {
    names.push_back(absl::AsciiStrToLower(EnumText(static_cast<v1::PersonAttribute>(attribute))));
  }
  return names;
}

const ColumnsOf<Source>& SettingColumns() {
  static const auto* const kColumns = new ColumnsOf<Source>{
      {{"missing_runs", "Missing runs until gone"}, [](const Source& s) { return s.missing_runs(); }},
      {{"few_leavers", "Few leavers"}, [](const Source& s) { return s.guards().few_leavers(); }},
      {{"max_leavers_percent", "Most leavers, %"},
       [](const Source& s) { return s.guards().max_leavers_percent(); }},
      {{"max_unit_leavers_percent", "Most leavers of a unit, %"},
       [](const Source& s) { return s.guards().max_unit_leavers_percent(); }},
      {{"max_week_leavers_percent", "Most leavers of a week, %"},
       [](const Source& s) { return s.guards().max_week_leavers_percent(); }},
      {{"max_refused_percent", "Most rows left out, %"},
       [](const Source& s) { return s.guards().max_refused_percent(); }},
      {{"max_rekeyed_percent", "Most keys changed, %"},
       [](const Source& s) { return s.guards().max_rekeyed_percent(); }},
      {{"preferred_for", "Preferred for"}, Preferred},
      {{"employee_number_source", "Employee numbers of"},
       [](const Source& s) { return Optional(s.employee_number_source()); }},
      {{"default_unit", "Default unit"}, [](const Source& s) { return Optional(ShortId(s.default_unit())); }},
      {{"mapping", "", Type::kText, Shown::kInData}, [](const Source& s) { return Optional(s.mapping()); }}};
  return *kColumns;
}

}  // namespace

const ColumnsOf<Source>& BriefSourceColumns() {
  static const auto* const kColumns = new ColumnsOf<Source>{
      {{"source", "Source"}, [](const Source& s) { return ShortId(s.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const Source& s) { return EnumText(s.kind()); }},
      {{"last_effective_date", "Effective", Type::kWhole},
       [](const Source& s) { return Optional(s.last_effective_date()); }},
      {{"last_sync", "Last sync", Type::kTime},
       [](const Source& s) { return Instant(s.has_last_sync_time(), s.last_sync_time()); }},
      {{"has_mapping", "Mapping"}, [](const Source& s) { return !s.mapping().empty(); }},
      {{"owner", "Owner"}, [](const Source& s) { return Optional(s.owner_email()); }}};
  return *kColumns;
}

ColumnsOf<Source> FullSourceColumns() { return BriefSourceColumns() + SettingColumns(); }

}  // namespace nanolearn::cli
