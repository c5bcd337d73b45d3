#include "service/domain/disclosure.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "service/domain/initials.h"

namespace nanolearn {
namespace {

using Units = std::map<std::string, std::set<Id>>;

Units PeopleByUnit(const std::vector<DisclosureRow>& rows) {
  Units units;
  for (const DisclosureRow& row : rows) units[row.unit].insert(row.person_id);
  return units;
}

std::set<Id> ProtectedOf(const std::vector<DisclosureRow>& rows) {
  std::set<Id> people;
  for (const DisclosureRow& row : rows) {
    if (row.is_protected) people.insert(row.person_id);
  }
  return people;
}

// A unit that had been large enough may not be any more when people of it are masked.
std::set<Id> InSmallGroups(Units units, const std::set<Id>& is_protected, int min_group_size) {
  std::set<Id> masked = is_protected;
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [unit, people] : units) {
      std::erase_if(people, [&](Id id) { return masked.contains(id); });
      if (people.empty() || static_cast<int>(people.size()) >= min_group_size) continue;
      masked.insert(people.begin(), people.end());
      changed = true;
    }
  }
  for (const Id id : is_protected) masked.erase(id);
  return masked;
}

std::string NameOf(const DisclosureRow& row, DisclosedNames names) {
  switch (names) {
    case DisclosedNames::kNumber:
      return "";
    case DisclosedNames::kInitials:
      return Initials(row.given_name, row.family_name);
    case DisclosedNames::kFull:
      return absl::StrJoin({row.given_name, row.family_name}, " ");
  }
  return "";
}

// Where somebody stood among the others, or in a staff list, would tell of their unit.
void Shuffle(std::vector<const DisclosureRow*>& rows) {
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;  // spreads ids that follow each other
  std::stable_sort(rows.begin(), rows.end(), [](const DisclosureRow* a, const DisclosureRow* b) {
    return a->person_id * kOdd < b->person_id * kOdd;
  });
}

class Numbers {
 public:
  int Of(const DisclosureRow& row) {
    return numbers_.try_emplace(row.person_id, static_cast<int>(numbers_.size()) + 1).first->second;
  }

 private:
  std::map<Id, int> numbers_;
};

struct Words {
  const char* heading;
  const char* name;
  char separator;
  const char* masked;
  const char* columns[6];
  const char* states[static_cast<int>(AssignmentState::kClosed) + 1];
};

constexpr Words kSwedish = {"nummer",
                            "namn",
                            ';',
                            "maskerat",
                            {"enhet", "program", "modul", "sista dag", "gjord", "läge"},
                            {"kommande", "inte gjord än", "försenad", "gjord", "gjord för sent", "utgår", "undantagen",
                             "vilar", "ersatt"}};
constexpr Words kEnglish = {"number",
                            "name",
                            ',',
                            "masked",
                            {"unit", "programme", "module", "due", "completed", "state"},
                            {"upcoming", "not yet due", "overdue", "completed", "completed late", "withdrawn", "waived",
                             "paused", "replaced"}};

// A spreadsheet must not take what a person is called for a formula.
std::string Cell(const std::string& text, char separator) {
  const bool is_formula = !text.empty() && absl::StrContains("=+-@\t\r", text.front());
  const std::string safe = is_formula ? absl::StrCat("'", text) : text;
  if (safe.find_first_of(absl::StrCat("\"\r\n", std::string(1, separator))) == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string Line(const std::vector<std::string>& cells, char separator) {
  std::vector<std::string> escaped;
  for (const std::string& cell : cells) escaped.push_back(Cell(cell, separator));
  return absl::StrCat(absl::StrJoin(escaped, std::string(1, separator)), "\r\n");
}

}  // namespace

Disclosure Disclose(const std::vector<DisclosureRow>& rows, DisclosedNames names, int min_group_size) {
  const std::set<Id> is_protected = ProtectedOf(rows);
  const std::set<Id> small = InSmallGroups(PeopleByUnit(rows), is_protected, min_group_size);
  const int masked = static_cast<int>(is_protected.size() + small.size());
  const bool leaves_out = masked > 0 && masked < min_group_size;
  Disclosure disclosure;
  if (leaves_out) {
    disclosure.left_out_people = masked;
  } else {
    disclosure.protected_people = static_cast<int>(is_protected.size());
    disclosure.small_group_people = static_cast<int>(small.size());
  }
  std::vector<const DisclosureRow*> shown, hidden;
  for (const DisclosureRow& row : rows) {
    const bool is_masked = is_protected.contains(row.person_id) || small.contains(row.person_id);
    (is_masked ? hidden : shown).push_back(&row);
  }
  if (leaves_out) hidden.clear();
  Shuffle(hidden);
  Numbers numbers;
  for (const DisclosureRow* row : shown) disclosure.rows.push_back({numbers.Of(*row), NameOf(*row, names), row->unit, *row});
  for (const DisclosureRow* row : hidden) disclosure.rows.push_back({numbers.Of(*row), "", "", *row});
  return disclosure;
}

std::string DisclosureCsv(const Disclosure& disclosure, DisclosedNames names, absl::string_view language) {
  const bool is_swedish = language == "sv";
  const Words& words = is_swedish ? kSwedish : kEnglish;
  std::vector<std::string> heading = {words.heading};
  const bool has_names = names != DisclosedNames::kNumber;
  if (has_names) heading.push_back(words.name);
  for (const char* column : words.columns) heading.push_back(column);
  std::string csv = is_swedish ? "\xEF\xBB\xBF" : "";
  csv += Line(heading, words.separator);
  for (const Disclosure::Row& row : disclosure.rows) {
    std::vector<std::string> cells = {absl::StrCat(row.number)};
    if (has_names) cells.push_back(row.name.empty() ? words.masked : row.name);
    const DisclosureRow& source = row.source;
    cells.insert(cells.end(), {row.unit.empty() ? words.masked : row.unit, source.programme, source.module,
                               FormatDate(source.due_date),
                               source.complete_date ? FormatDate(*source.complete_date) : "",
                               words.states[static_cast<int>(source.state)]});
    csv += Line(cells, words.separator);
  }
  return csv;
}

}  // namespace nanolearn
