#include "service/domain/toml_fields.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"
#include "service/domain/nearest_word.h"
#include "service/domain/unicode.h"

namespace nanolearn {

int LineOfNode(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

void TomlFields::CheckKeys(const toml::table& table, Words known, absl::string_view name) {
  for (const auto& [key, node] : table) {
    const std::string word(key.str());
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    Problem(static_cast<int>(key.source().begin.line),
            absl::StrCat("unknown key \"", WithoutForbidden(word), "\"", name.empty() ? "" : " in ", name,
                         DidYouMean(word, known), "; allowed: ", absl::StrJoin(known, ", ")));
  }
}

const toml::node* TomlFields::Need(const toml::table& table, const char* key, absl::string_view what_to_do) {
  const toml::node* node = table.get(key);
  if (!node) Problem(LineOfNode(table), absl::StrCat(key, " is missing; ", what_to_do));
  return node;
}

const toml::table* TomlFields::Table(const toml::table& parent, const char* key) {
  const toml::node* node = parent.get(key);
  if (node && !node->is_table()) {
    Problem(LineOfNode(*node), absl::StrCat(key, " must be a table, with its keys below a line [", key, "]"));
  }
  return node ? node->as_table() : nullptr;
}

void TomlFields::Tables(const toml::node& node, absl::string_view name,
                        absl::FunctionRef<void(const toml::table&, size_t)> read) {
  if (!node.is_array_of_tables()) {
    Problem(LineOfNode(node), absl::StrCat("begin each with a line [[", name, "]], its keys below"));
    return;
  }
  size_t place = 0;
  for (const toml::node& item : *node.as_array()) read(*item.as_table(), place++);
}

std::string TomlFields::Text(const toml::node& node, absl::string_view key) {
  const auto* text = node.as_string();
  if (!text || text->get().empty() || FindForbidden(text->get())) {
    Problem(LineOfNode(node), absl::StrCat(key, " must be text in quotation marks"));
    return "";
  }
  return text->get();
}

std::vector<std::string> TomlFields::Texts(const toml::node& node, absl::string_view key) {
  std::vector<std::string> texts;
  if (!node.is_array() || node.as_array()->empty()) {
    Problem(LineOfNode(node), absl::StrCat(key, " must be a list: [\"...\", \"...\"]"));
    return texts;
  }
  for (const toml::node& item : *node.as_array()) texts.push_back(Text(item, absl::StrCat("each of ", key)));
  return texts;
}

int TomlFields::Number(const toml::node& node, absl::string_view key) {
  const std::optional<int64_t> number = node.value_exact<int64_t>();
  if (number && *number >= 0 && *number <= std::numeric_limits<int>::max()) return static_cast<int>(*number);
  Problem(LineOfNode(node), absl::StrCat(key, " must be a whole number, without quotation marks"));
  return 0;
}

bool TomlFields::YesNo(const toml::node& node, absl::string_view key) {
  if (!node.is_boolean()) Problem(LineOfNode(node), absl::StrCat(key, " must be true or false"));
  return node.value_or(false);
}

std::optional<Date> TomlFields::Day(const toml::node& node, absl::string_view key) {
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

std::optional<int> TomlFields::Word(const toml::node& node, absl::string_view key, Words allowed) {
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

std::vector<int> TomlFields::WordList(const toml::node& node, absl::string_view key, Words allowed) {
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

void TomlFields::Problem(int line, std::string text) {
  problems_.emplace_back(std::max(line, 1), std::move(text));
}

absl::Status TomlFields::Refusal(absl::string_view file_name, const std::string& reason) const {
  std::vector<std::pair<int, std::string>> problems = problems_;
  std::stable_sort(problems.begin(), problems.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  ErrorDetails details{.reason = reason};
  for (const auto& [line, text] : problems) {
    details.violations.push_back({absl::StrCat(file_name, ":", line), text});
  }
  std::string message = absl::StrCat(details.violations[0].field, ": ", details.violations[0].description);
  if (problems.size() > 1) absl::StrAppend(&message, " (and ", problems.size() - 1, " more)");
  return MakeError(absl::StatusCode::kInvalidArgument, message, details);
}

}  // namespace nanolearn
