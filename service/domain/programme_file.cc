#include "service/domain/programme_file.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/programme_file_audience.h"
#include "service/domain/programme_file_calendar.h"
#include "service/domain/programme_file_mail.h"
#include "service/domain/toml_fields.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kTopKeys[] = {"name",     "opens", "ends",     "days", "modules",
                                          "calendar", "again", "audience", "mail"};
constexpr absl::string_view kModuleKeys[] = {"id", "opens"};

// What a field of the API is called in the file.
absl::string_view KeyOf(absl::string_view field) {
  constexpr std::pair<absl::string_view, absl::string_view> kNames[] = {
      {"programme.display_name", "name"},          {"programme.open_date", "opens"},
      {"programme.days_to_complete", "days"},      {"programme.module_open_dates", "opens"},
      {"programme.calendar.end_date", "ends"},     {"programme.calendar.every_months", "months"},
      {"programme.calendar.fixed_month", "month"}, {"programme.calendar.fixed_day", "day"}};
  for (const auto& [name, key] : kNames) {
    if (field == name) return key;
  }
  const size_t dot = field.rfind('.');
  const absl::string_view last = field.substr(dot == absl::string_view::npos ? 0 : dot + 1);
  return last.substr(0, last.find('['));
}

// What the API would say of it, with the line.
void CheckWhole(const ProgrammeFile& file, TomlFields& fields) {
  const absl::Status status = CheckDefinition(file.definition);
  for (const FieldViolation& violation : DetailsOf(status).violations) {
    fields.Problem(file.LineOf(violation.field),
                   absl::StrCat(KeyOf(violation.field), " ", violation.description));
  }
}

void ReadModule(const toml::node& node, TomlFields& fields, std::vector<ModuleDefinition>& modules) {
  fields.Remember(absl::StrCat("programme.modules[", modules.size(), "]"), node);
  ModuleDefinition& module = modules.emplace_back();
  const toml::table* table = node.as_table();
  if (!table) {
    module.slug = fields.Text(node, "each of modules");
    return;
  }
  fields.CheckKeys(*table, kModuleKeys, "[[modules]]");
  if (const auto* id = fields.Need(*table, "id", "name the module: id = \"phishing\""))
    module.slug = fields.Text(*id, "id");
  if (const auto* opens = table->get("opens")) {
    module.open_date = fields.Day(*opens, "opens");
    fields.Remember("programme.module_open_dates", *opens);
  }
}

void ReadModules(const toml::node& node, TomlFields& fields, std::vector<ModuleDefinition>& modules) {
  fields.Remember("programme.modules", node);
  fields.Remember("programme.module_open_dates", node);
  if (!node.is_array() || node.as_array()->empty()) {
    fields.Problem(LineOfNode(node), "modules must be a list of ids, [\"...\"], or of tables [[modules]]");
    return;
  }
  for (const toml::node& item : *node.as_array()) ReadModule(item, fields, modules);
}

void ReadRoot(const toml::table& root, TomlFields& fields, ProgrammeFile& file) {
  ProgrammeDefinition& definition = file.definition;
  fields.CheckKeys(root, kTopKeys, "");
  Calendar& calendar = definition.calendar;
  if (const auto* node = fields.Need(root, "name", "say what people call it: name = \"Hösten 2026\"")) {
    fields.Remember("programme.display_name", *node);
    definition.display_name = fields.Text(*node, "name");
  }
  if (const auto* node = fields.Need(root, "opens", "give the first day: opens = 2026-11-02")) {
    fields.Remember("programme.open_date", *node);
    calendar.open_date = fields.Day(*node, "opens").value_or(kFirstDate);
  }
  if (const auto* node = root.get("ends")) {
    fields.Remember("programme.calendar.end_date", *node);
    calendar.end_date = fields.Day(*node, "ends");
  }
  if (const auto* node = root.get("days")) {
    fields.Remember("programme.days_to_complete", *node);
    calendar.days_to_complete = fields.Number(*node, "days");
  }
  if (const auto* node = fields.Need(root, "modules", "name them: modules = [\"phishing\"]"))
    ReadModules(*node, fields, definition.modules);
  if (const auto* table = fields.Table(root, "calendar")) ReadCalendar(*table, fields, calendar);
  if (const auto* table = fields.Table(root, "again")) ReadAgain(*table, fields, calendar);
  if (const auto* table = fields.Table(root, "mail")) {
    file.has_mails = true;
    ReadMail(*table, fields, definition.mails);
  }
  const auto* audience =
      fields.Need(root, "audience", "say who takes part: begin each rule with a line [[audience]]");
  if (audience) ReadAudience(*audience, fields, definition.audience);
}

}  // namespace

int ProgrammeFile::LineOf(absl::string_view field) const {
  for (;;) {
    if (const auto line = lines.find(std::string(field)); line != lines.end()) return line->second;
    const size_t end = field.find_last_of(".[");
    if (end == absl::string_view::npos) return 0;
    field = field.substr(0, end);
  }
}

absl::StatusOr<ProgrammeFile> ReadProgrammeFile(absl::string_view text, absl::string_view file_name) {
  TomlFields fields;
  ProgrammeFile file;
  const TomlText toml = ParseToml(text);
  if (toml.error_line > 0) {
    fields.Problem(toml.error_line, WithoutForbidden(toml.error));
  } else {
    ReadRoot(toml.table, fields, file);
    file.lines = fields.lines();
    if (!fields.has_problems()) CheckWhole(file, fields);
  }
  if (fields.has_problems()) return fields.Refusal(file_name, "BAD_PROGRAMME_FILE");
  return file;
}

}  // namespace nanolearn
