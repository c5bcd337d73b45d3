#pragma once
// Fields of a TOML file that people write: what is wrong with them, and where.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/toml_text.h"

namespace nanolearn {

int LineOfNode(const toml::node& node);

// Reads one field after the other. What is wrong is kept as a problem with its line, and the answer is then
// an empty value, so that all problems of a file are told at once.
class TomlFields {
 public:
  using Words = absl::Span<const absl::string_view>;

  // A key that is not in `known` is a problem.
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

  // Where the field is, by its name in the API.
  void Remember(const std::string& field, const toml::node& node) { lines_[field] = LineOfNode(node); }
  const std::map<std::string, int>& lines() const { return lines_; }

  void Problem(int line, std::string text);
  bool has_problems() const { return !problems_.empty(); }
  // INVALID_ARGUMENT / `reason` with a violation `FILE:LINE` for each problem; there is one.
  absl::Status Refusal(absl::string_view file_name, const std::string& reason) const;

 private:
  std::map<std::string, int> lines_;
  std::vector<std::pair<int, std::string>> problems_;  // line and text
};

}  // namespace nanolearn
