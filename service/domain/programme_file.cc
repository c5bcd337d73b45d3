#include "service/domain/programme_file.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "service/base/error.h"
#include "service/domain/nearest_word.h"
#include "service/domain/toml_text.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

using Words = absl::Span<const absl::string_view>;

constexpr absl::string_view kTopKeys[] = {"name",    "opens",    "ends",  "days",
                                          "modules", "calendar", "again", "audience"};
constexpr absl::string_view kModuleKeys[] = {"id", "opens"};
constexpr absl::string_view kCalendarKeys[] = {"weeks_between", "newcomer_days", "catch_up", "on_leave",
                                               "quiet"};
constexpr absl::string_view kQuietKeys[] = {"weekends", "holidays", "july", "periods"};
constexpr absl::string_view kPeriodKeys[] = {"from", "to"};
constexpr absl::string_view kAgainKeys[] = {"recurrence", "months", "window_days", "month", "day"};
constexpr absl::string_view kRuleKeys[] = {"unit",   "kinds",    "groups", "roles",
                                           "people", "computer", "except"};
// In the order of the enumerations.
constexpr absl::string_view kCatchUps[] = {"all", "paced", "none"};
constexpr absl::string_view kRecurrences[] = {"once", "from-completion", "from-expiry", "fixed"};
constexpr absl::string_view kOnLeave[] = {"pauses", "runs"};
constexpr absl::string_view kKinds[] = {"EMPLOYMENT", "MANDATE", "BOARD_SEAT", "OTHER"};
constexpr absl::string_view kGroups[] = {"CHAIR", "VICE_CHAIR", "MEMBER", "SUBSTITUTE", "AUDITOR"};

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

int LineOfNode(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

class Reader {
 public:
  explicit Reader(absl::string_view file_name) : file_name_(file_name) {}

  absl::StatusOr<ProgrammeFile> Read(absl::string_view text) {
    const TomlText toml = ParseToml(text);
    if (toml.error_line > 0) {
      Problem(toml.error_line, WithoutForbidden(toml.error));
      return Refusal();
    }
    ReadRoot(toml.table);
    if (problems_.empty()) CheckWhole();
    if (!problems_.empty()) return Refusal();
    return std::move(file_);
  }

 private:
  void Problem(int line, std::string text) { problems_.emplace_back(std::max(line, 1), std::move(text)); }
  absl::Status Refusal();
  // What the API would say of it, with the line.
  void CheckWhole();
  void Remember(const std::string& field, const toml::node& node) { file_.lines[field] = LineOfNode(node); }

  void ReadRoot(const toml::table& root);
  void ReadModules(const toml::node& node);
  void ReadModule(const toml::node& node);
  void ReadCalendar(const toml::table& table);
  void ReadQuiet(const toml::table& table);
  void ReadAgain(const toml::table& table);
  void ReadRule(const toml::table& table, size_t index);

  void CheckKeys(const toml::table& table, Words known, absl::string_view name);
  const toml::node* Need(const toml::table& table, const char* key, absl::string_view what_to_do);
  const toml::table* Table(const toml::table& parent, const char* key);
  // A list of tables, each given to `read` with its place.
  void Tables(const toml::node& node, absl::string_view name,
              absl::FunctionRef<void(const toml::table&, size_t)> read);
  std::string Text(const toml::node& node, absl::string_view key);
  std::vector<std::string> Texts(const toml::node& node, absl::string_view key);
  int Number(const toml::node& node, absl::string_view key);
  bool YesNo(const toml::node& node, absl::string_view key);
  std::optional<Date> Day(const toml::node& node, absl::string_view key);
  // The place of the word among those allowed; without regard to case.
  std::optional<int> Word(const toml::node& node, absl::string_view key, Words allowed);
  std::vector<int> WordList(const toml::node& node, absl::string_view key, Words allowed);

  const absl::string_view file_name_;
  ProgrammeFile file_;
  std::vector<std::pair<int, std::string>> problems_;  // line and text
};

absl::Status Reader::Refusal() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  ErrorDetails details{.reason = "BAD_PROGRAMME_FILE"};
  for (const auto& [line, text] : problems_) {
    details.violations.push_back({absl::StrCat(file_name_, ":", line), text});
  }
  std::string message = absl::StrCat(details.violations[0].field, ": ", details.violations[0].description);
  if (problems_.size() > 1) absl::StrAppend(&message, " (and ", problems_.size() - 1, " more)");
  return MakeError(absl::StatusCode::kInvalidArgument, message, details);
}

void Reader::CheckWhole() {
  const absl::Status status = CheckDefinition(file_.definition);
  for (const FieldViolation& violation : DetailsOf(status).violations) {
    Problem(file_.LineOf(violation.field), absl::StrCat(KeyOf(violation.field), " ", violation.description));
  }
}

void Reader::ReadRoot(const toml::table& root) {
  CheckKeys(root, kTopKeys, "");
  ProgrammeDefinition& definition = file_.definition;
  Calendar& calendar = definition.calendar;
  if (const auto* node = Need(root, "name", "say what people call it: name = \"Hösten 2026\"")) {
    Remember("programme.display_name", *node);
    definition.display_name = Text(*node, "name");
  }
  if (const auto* node = Need(root, "opens", "give the first day: opens = 2026-11-02")) {
    Remember("programme.open_date", *node);
    calendar.open_date = Day(*node, "opens").value_or(kFirstDate);
  }
  if (const auto* node = root.get("ends")) {
    Remember("programme.calendar.end_date", *node);
    calendar.end_date = Day(*node, "ends");
  }
  if (const auto* node = root.get("days")) {
    Remember("programme.days_to_complete", *node);
    calendar.days_to_complete = Number(*node, "days");
  }
  if (const auto* node = Need(root, "modules", "name them: modules = [\"phishing\"]")) ReadModules(*node);
  if (const auto* table = Table(root, "calendar")) ReadCalendar(*table);
  if (const auto* table = Table(root, "again")) ReadAgain(*table);
  const auto* audience =
      Need(root, "audience", "say who takes part: begin each rule with a line [[audience]]");
  if (!audience) return;
  Remember("programme.audience", *audience);
  Tables(*audience, "audience", [this](const toml::table& table, size_t i) { ReadRule(table, i); });
}

void Reader::ReadModules(const toml::node& node) {
  Remember("programme.modules", node);
  Remember("programme.module_open_dates", node);
  if (!node.is_array() || node.as_array()->empty()) {
    Problem(LineOfNode(node), "modules must be a list of ids, [\"...\"], or of tables [[modules]]");
    return;
  }
  for (const toml::node& item : *node.as_array()) ReadModule(item);
}

void Reader::ReadModule(const toml::node& node) {
  std::vector<ModuleDefinition>& modules = file_.definition.modules;
  Remember(absl::StrCat("programme.modules[", modules.size(), "]"), node);
  ModuleDefinition& module = modules.emplace_back();
  const toml::table* table = node.as_table();
  if (!table) {
    module.slug = Text(node, "each of modules");
    return;
  }
  CheckKeys(*table, kModuleKeys, "[[modules]]");
  if (const auto* id = Need(*table, "id", "name the module: id = \"phishing\""))
    module.slug = Text(*id, "id");
  if (const auto* opens = table->get("opens")) {
    module.open_date = Day(*opens, "opens");
    Remember("programme.module_open_dates", *opens);
  }
}

void Reader::ReadCalendar(const toml::table& table) {
  CheckKeys(table, kCalendarKeys, "[calendar]");
  Remember("programme.calendar", table);
  Calendar& calendar = file_.definition.calendar;
  if (const auto* node = table.get("weeks_between")) {
    Remember("programme.calendar.weeks_between", *node);
    calendar.weeks_between = Number(*node, "weeks_between");
  }
  if (const auto* node = table.get("newcomer_days")) {
    Remember("programme.calendar.newcomer_days", *node);
    calendar.newcomer_days = Number(*node, "newcomer_days");
  }
  if (const auto* node = table.get("catch_up")) {
    calendar.catch_up = static_cast<CatchUp>(Word(*node, "catch_up", kCatchUps).value_or(0));
  }
  if (const auto* node = table.get("on_leave")) {
    calendar.pauses_on_leave = Word(*node, "on_leave", kOnLeave).value_or(0) == 0;
  }
  if (const auto* quiet = Table(table, "quiet")) ReadQuiet(*quiet);
}

void Reader::ReadQuiet(const toml::table& table) {
  CheckKeys(table, kQuietKeys, "[calendar.quiet]");
  QuietDays& quiet = file_.definition.calendar.quiet;
  if (const auto* node = table.get("weekends")) quiet.weekends = YesNo(*node, "weekends");
  if (const auto* node = table.get("holidays")) quiet.holidays = YesNo(*node, "holidays");
  if (const auto* node = table.get("july")) quiet.july = YesNo(*node, "july");
  const auto* periods = table.get("periods");
  if (!periods) return;
  Tables(*periods, "calendar.quiet.periods", [this, &quiet](const toml::table& period, size_t i) {
    Remember(absl::StrCat("programme.calendar.quiet_days.periods[", i, "]"), period);
    CheckKeys(period, kPeriodKeys, "a period");
    const auto* from = Need(period, "from", "give the first day");
    const auto* to = Need(period, "to", "give the last day");
    if (!from || !to) return;
    const std::optional<Date> first = Day(*from, "from");
    const std::optional<Date> last = Day(*to, "to");
    if (first && last) quiet.ranges.push_back({*first, *last + 1});
  });
}

void Reader::ReadAgain(const toml::table& table) {
  CheckKeys(table, kAgainKeys, "[again]");
  Remember("programme.calendar.recurrence", table);
  Calendar& calendar = file_.definition.calendar;
  if (const auto* node = Need(table, "recurrence", "say when: recurrence = \"from-completion\"")) {
    calendar.recurrence = static_cast<Recurrence>(Word(*node, "recurrence", kRecurrences).value_or(0));
  }
  const std::pair<const char*, std::pair<const char*, int*>> numbers[] = {
      {"months", {"every_months", &calendar.every_months}},
      {"window_days", {"window_days", &calendar.window_days}},
      {"month", {"fixed_month", &calendar.fixed_month}},
      {"day", {"fixed_day", &calendar.fixed_day}}};
  for (const auto& [key, target] : numbers) {
    const auto* node = table.get(key);
    if (!node) continue;
    Remember(absl::StrCat("programme.calendar.", target.first), *node);
    *target.second = Number(*node, key);
  }
  const bool is_fixed = calendar.recurrence == Recurrence::kFixed;
  if (is_fixed && (!table.get("month") || !table.get("day"))) {
    Problem(LineOfNode(table), "a yearly day is missing; give month and day");
  }
  if (!is_fixed && (table.get("month") || table.get("day"))) {
    Problem(LineOfNode(table), "month and day are for recurrence = \"fixed\"");
  }
}

void Reader::ReadRule(const toml::table& table, size_t index) {
  CheckKeys(table, kRuleKeys, "[[audience]]");
  const std::string field = absl::StrCat("programme.audience[", index, "]");
  Remember(field, table);
  RuleDefinition& rule = file_.definition.audience.emplace_back();
  if (const auto* unit = table.get("unit")) {
    Remember(absl::StrCat(field, ".unit"), *unit);
    rule.unit_code = Text(*unit, "unit");
  }
  if (const auto* kinds = table.get("kinds")) {
    for (const int kind : WordList(*kinds, "kinds", kKinds)) {
      rule.kinds.push_back(static_cast<EngagementKind>(kind));
    }
  }
  if (const auto* groups = table.get("groups")) {
    for (const int group : WordList(*groups, "groups", kGroups)) {
      rule.role_groups.push_back(static_cast<RoleGroup>(group));
    }
  }
  if (const auto* roles = table.get("roles")) {
    Remember(absl::StrCat(field, ".roles"), *roles);
    rule.roles = Texts(*roles, "roles");
  }
  if (const auto* people = table.get("people")) {
    Remember(absl::StrCat(field, ".people"), *people);
    rule.people = Texts(*people, "people");
    size_t i = 0;
    if (!people->is_array()) return;
    for (const toml::node& person : *people->as_array()) {
      Remember(absl::StrCat(field, ".people[", i++, "]"), person);
    }
  }
  if (const auto* computer = table.get("computer")) rule.requires_computer = YesNo(*computer, "computer");
  if (const auto* except = table.get("except")) rule.excepts = YesNo(*except, "except");
}

void Reader::CheckKeys(const toml::table& table, Words known, absl::string_view name) {
  for (const auto& [key, node] : table) {
    const std::string word(key.str());
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    Problem(static_cast<int>(key.source().begin.line),
            absl::StrCat("unknown key \"", WithoutForbidden(word), "\"", name.empty() ? "" : " in ", name,
                         DidYouMean(word, known), "; allowed: ", absl::StrJoin(known, ", ")));
  }
}

const toml::node* Reader::Need(const toml::table& table, const char* key, absl::string_view what_to_do) {
  const toml::node* node = table.get(key);
  if (!node) Problem(LineOfNode(table), absl::StrCat(key, " is missing; ", what_to_do));
  return node;
}

const toml::table* Reader::Table(const toml::table& parent, const char* key) {
  const toml::node* node = parent.get(key);
  if (node && !node->is_table()) {
    Problem(LineOfNode(*node), absl::StrCat(key, " must be a table, with its keys below a line [", key, "]"));
  }
  return node ? node->as_table() : nullptr;
}

void Reader::Tables(const toml::node& node, absl::string_view name,
                    absl::FunctionRef<void(const toml::table&, size_t)> read) {
  if (!node.is_array_of_tables()) {
    Problem(LineOfNode(node), absl::StrCat("begin each with a line [[", name, "]], its keys below"));
    return;
  }
  size_t place = 0;
  for (const toml::node& item : *node.as_array()) read(*item.as_table(), place++);
}

std::string Reader::Text(const toml::node& node, absl::string_view key) {
  const auto* text = node.as_string();
  if (!text || text->get().empty() || FindForbidden(text->get())) {
    Problem(LineOfNode(node), absl::StrCat(key, " must be text in quotation marks"));
    return "";
  }
  return text->get();
}

std::vector<std::string> Reader::Texts(const toml::node& node, absl::string_view key) {
  std::vector<std::string> texts;
  if (!node.is_array() || node.as_array()->empty()) {
    Problem(LineOfNode(node), absl::StrCat(key, " must be a list: [\"...\", \"...\"]"));
    return texts;
  }
  for (const toml::node& item : *node.as_array()) texts.push_back(Text(item, absl::StrCat("each of ", key)));
  return texts;
}

int Reader::Number(const toml::node& node, absl::string_view key) {
  const std::optional<int64_t> number = node.value_exact<int64_t>();
  if (number && *number >= 0 && *number <= std::numeric_limits<int>::max()) return static_cast<int>(*number);
  Problem(LineOfNode(node), absl::StrCat(key, " must be a whole number, without quotation marks"));
  return 0;
}

bool Reader::YesNo(const toml::node& node, absl::string_view key) {
  if (!node.is_boolean()) Problem(LineOfNode(node), absl::StrCat(key, " must be true or false"));
  return node.value_or(false);
}

std::optional<Date> Reader::Day(const toml::node& node, absl::string_view key) {
  if (const auto* date = node.as_date()) {
    const Date day(date->get().year, date->get().month, date->get().day);
    if (day >= kFirstDate && day <= kLastDate) return day;
  }
  if (const auto* text = node.as_string()) {
    if (const absl::StatusOr<Date> day = ParseDate(text->get()); day.ok()) return *day;
  }
  Problem(LineOfNode(node), absl::StrCat(key, " must be a date, such as 2026-11-02"));
  return std::nullopt;
}

std::optional<int> Reader::Word(const toml::node& node, absl::string_view key, Words allowed) {
  const auto* text = node.as_string();
  const std::string word = text ? text->get() : "";
  for (size_t i = 0; i < allowed.size(); ++i) {
    if (absl::AsciiStrToLower(word) == absl::AsciiStrToLower(allowed[i])) return static_cast<int>(i);
  }
  Problem(LineOfNode(node),
          absl::StrCat(key, " cannot be \"", WithoutForbidden(word), "\"", DidYouMean(word, allowed),
                       "; allowed: ", absl::StrJoin(allowed, ", ")));
  return std::nullopt;
}

std::vector<int> Reader::WordList(const toml::node& node, absl::string_view key, Words allowed) {
  std::vector<int> words;
  if (!node.is_array() || node.as_array()->empty()) {
    Problem(LineOfNode(node), absl::StrCat(key, " must be a list: [\"", allowed.front(), "\"]"));
    return words;
  }
  for (const toml::node& item : *node.as_array()) {
    if (const std::optional<int> word = Word(item, key, allowed)) words.push_back(*word);
  }
  return words;
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
  return Reader(file_name).Read(text);
}

}  // namespace nanolearn
