#include "admin-cli/commands/completions_mapping.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "admin-cli/errors.h"
#include "service/domain/file_date.h"
#include "service/domain/nearest_word.h"
#include "service/domain/toml_text.h"

namespace nanolearn::cli {
namespace {

using Words = absl::Span<const absl::string_view>;

constexpr absl::string_view kTopKeys[] = {"source", "module", "evidence", "dates", "columns", "modules"};
constexpr absl::string_view kColumnKeys[] = {"person", "module", "date", "evidence"};

class Reader {
 public:
  explicit Reader(const std::string& file_name) : file_name_(file_name) {}

  absl::StatusOr<CompletionsMapping> Read(const toml::table& root) {
    CheckKeys(root, kTopKeys);
    ReadText(root, "source", mapping_.source);
    ReadText(root, "module", mapping_.one_module);
    ReadText(root, "evidence", mapping_.all_evidence);
    if (const toml::node* dates = root.get("dates")) ReadDates(*dates);
    if (const toml::table* columns = Table(root, "columns")) {
      CheckKeys(*columns, kColumnKeys);
      ReadText(*columns, "person", mapping_.person);
      ReadText(*columns, "module", mapping_.module);
      ReadText(*columns, "date", mapping_.date);
      ReadText(*columns, "evidence", mapping_.evidence);
    }
    if (const toml::table* modules = Table(root, "modules")) {
      for (const auto& [name, node] : *modules) {
        const std::string key(name.str());
        ReadText(*modules, key.c_str(), mapping_.modules[key]);
      }
    }
    if (!status_.ok()) return status_;
    return mapping_;
  }

 private:
  // The first problem is enough to begin with.
  void Problem(int line, absl::string_view text) {
    if (status_.ok()) status_ = InputError(absl::StrCat(file_name_, ":", std::max(line, 1), ": ", text));
  }

  void CheckKeys(const toml::table& table, Words known) {
    for (const auto& [key, node] : table) {
      const std::string word(key.str());
      if (std::find(known.begin(), known.end(), word) != known.end()) continue;
      Problem(key.source().begin.line, absl::StrCat("unknown key \"", word, "\"", DidYouMean(word, known),
                                                    "; allowed: ", absl::StrJoin(known, ", "), "."));
    }
  }

  const toml::table* Table(const toml::table& root, const char* key) {
    const toml::node* node = root.get(key);
    if (node && !node->is_table()) {
      Problem(node->source().begin.line, absl::StrCat(key, " must be a table, below a line [", key, "]."));
    }
    return node ? node->as_table() : nullptr;
  }

  void ReadText(const toml::table& table, const char* key, std::string& text) {
    const toml::node* node = table.get(key);
    if (!node) return;
    if (const auto* value = node->as_string(); value && !value->get().empty()) {
      text = value->get();
    } else {
      Problem(node->source().begin.line, absl::StrCat(key, " must be text in quotation marks."));
    }
  }

  void ReadDates(const toml::node& node) {
    mapping_.dates.clear();
    if (node.is_array()) {
      for (const toml::node& item : *node.as_array()) {
        mapping_.dates.push_back(item.value_exact<std::string>().value_or(""));
      }
    }
    const bool known = std::all_of(mapping_.dates.begin(), mapping_.dates.end(), [](const std::string& form) {
      return std::find(kFileDateFormats.begin(), kFileDateFormats.end(), form) != kFileDateFormats.end();
    });
    if (known && !mapping_.dates.empty()) return;
    Problem(node.source().begin.line,
            absl::StrCat("dates must be a list of these: ", absl::StrJoin(kFileDateFormats, ", "), "."));
  }

  const std::string& file_name_;
  CompletionsMapping mapping_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<CompletionsMapping> ReadCompletionsMapping(absl::string_view text,
                                                          const std::string& file_name) {
  const TomlText toml = ParseToml(text);
  if (toml.error_line > 0) {
    return InputError(absl::StrCat(file_name, ":", toml.error_line, ": ", toml.error, "."));
  }
  return Reader(file_name).Read(toml.table);
}

}  // namespace nanolearn::cli
