#include "service/domain/staff_mapping.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "service/base/error.h"
#include "service/domain/file_date.h"
#include "service/domain/nearest_word.h"
#include "service/domain/toml_text.h"
#include "service/domain/unit.h"

namespace nanolearn {
namespace {

using Words = absl::Span<const absl::string_view>;

constexpr std::array<absl::string_view, kStaffFieldCount> kFieldNames = {
    "personnummer", "person_key", "given_name", "family_name", "full_name", "email",
    "phone",        "protected",  "key",        "unit",        "role",      "from",
    "to",           "leave_from", "leave_to",   "manager",     "computer"};

constexpr absl::string_view kTopKeys[] = {
    "encoding", "separator", "last_line_may_lack_end", "ignore", "columns", "values", "kind"};
constexpr absl::string_view kValueKeys[] = {"yes", "no", "dates"};
constexpr absl::string_view kKindKeys[] = {"default", "by_unit_type"};
constexpr absl::string_view kEncodings[] = {"auto", "utf-8", "utf-16", "windows-1252"};
constexpr absl::string_view kSeparators[] = {"auto", ";", ",", "|", "\t"};
constexpr absl::string_view kKinds[] = {"EMPLOYMENT", "MANDATE", "BOARD_SEAT", "OTHER"};
constexpr absl::string_view kUnitTypes[] = {"GROUP",          "MUNICIPALITY", "ASSEMBLY",   "COMMITTEE",
                                            "ADMINISTRATION", "COMPANY",      "DEPARTMENT", "TEAM"};

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }
int LineOf(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

template <typename List>
bool Contains(const List& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string Quoted(Words words) {
  return absl::StrJoin(words, ", ", [](std::string* out, absl::string_view word) {
    absl::StrAppend(out, "\"", word == "\t" ? "\\t" : word, "\"");
  });
}

std::optional<StaffField> ParseStaffField(absl::string_view name) {
  const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
  if (found == kFieldNames.end()) return std::nullopt;
  return static_cast<StaffField>(found - kFieldNames.begin());
}

class Reader {
 public:
  explicit Reader(absl::string_view file_name) : file_name_(file_name) {}

  absl::StatusOr<StaffMapping> Read(absl::string_view text) {
    const TomlText toml = ParseToml(text);
    if (toml.error_line > 0) {
      Problem(toml.error_line, toml.error);
      return Refusal();
    }
    ReadRoot(toml.table);
    if (!problems_.empty()) return Refusal();
    return std::move(mapping_);
  }

 private:
  void Problem(int line, std::string text) { problems_.emplace_back(line, std::move(text)); }

  absl::Status Refusal() {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    ErrorDetails details{.reason = "BAD_MAPPING"};
    for (const auto& [line, text] : problems_) {
      details.violations.push_back({absl::StrCat(file_name_, ":", line), text});
    }
    std::string message = absl::StrCat(details.violations[0].field, ": ", details.violations[0].description);
    if (problems_.size() > 1) absl::StrAppend(&message, " (and ", problems_.size() - 1, " more)");
    return MakeError(absl::StatusCode::kInvalidArgument, message, details);
  }

  void ReadRoot(const toml::table& root) {
    CheckKeys(root, kTopKeys, "");
    if (const auto* node = root.get("encoding")) ReadWord(*node, "encoding", kEncodings, mapping_.encoding);
    std::string separator = "auto";
    if (const auto* node = root.get("separator")) ReadWord(*node, "separator", kSeparators, separator);
    mapping_.separator = separator == "auto" ? '\0' : separator[0];
    if (const auto* node = root.get("last_line_may_lack_end")) {
      if (!node->is_boolean()) Problem(LineOf(*node), "last_line_may_lack_end must be true or false");
      mapping_.last_line_may_lack_end = node->value_or(false);
    }
    if (const auto* node = root.get("ignore")) mapping_.ignored = ReadWords(*node, "ignore");
    if (const auto* values = Table(root, "values")) ReadValues(*values);
    if (const auto* kind = Table(root, "kind")) ReadKind(*kind);
    const toml::table* columns = Table(root, "columns");
    if (columns) ReadColumns(*columns);
    CheckColumns(columns ? LineOf(*columns) : 1);
  }

  // `table` is what to call it: "[columns]", or nothing for the file's own keys.
  void CheckKeys(const toml::table& keys, Words known, absl::string_view table) {
    for (const auto& [key, node] : keys) {
      const absl::string_view word = View(key.str());
      if (Contains(known, word)) continue;
      Problem(static_cast<int>(key.source().begin.line),
              absl::StrCat("unknown key \"", word, "\"", table.empty() ? "" : " in ", table,
                           DidYouMean(word, known), "; allowed: ", absl::StrJoin(known, ", ")));
    }
  }

  const toml::table* Table(const toml::table& parent, const char* key) {
    const toml::node* node = parent.get(key);
    if (node && !node->is_table()) {
      Problem(LineOf(*node), absl::StrCat(key, " must be a table, with its keys below a line [", key, "]"));
    }
    return node ? node->as_table() : nullptr;
  }

  std::optional<std::string> Text(const toml::node& node, absl::string_view key) {
    if (const auto* text = node.as_string()) return text->get();
    Problem(LineOf(node), absl::StrCat(key, " must be text in quotation marks"));
    return std::nullopt;
  }

  void ReadWord(const toml::node& node, absl::string_view key, Words allowed, std::string& word) {
    const std::optional<std::string> text = Text(node, key);
    if (!text) return;
    if (Contains(allowed, *text)) {
      word = *text;
    } else {
      Problem(LineOf(node), absl::StrCat(key, " cannot be \"", *text, "\"", DidYouMean(*text, allowed),
                                         "; allowed: ", Quoted(allowed)));
    }
  }

  std::vector<std::string> ReadWords(const toml::node& node, absl::string_view key) {
    std::vector<std::string> words;
    if (!node.is_array()) {
      Problem(LineOf(node), absl::StrCat(key, " must be a list: [\"...\", \"...\"]"));
      return words;
    }
    for (const toml::node& item : *node.as_array()) {
      if (const auto text = Text(item, absl::StrCat("each of ", key))) {
        words.emplace_back(absl::StripAsciiWhitespace(*text));
      }
    }
    return words;
  }

  void ReadValues(const toml::table& values) {
    CheckKeys(values, kValueKeys, "[values]");
    if (const auto* node = values.get("yes")) mapping_.yes = ReadLowerCase(*node, "yes");
    if (const auto* node = values.get("no")) mapping_.no = ReadLowerCase(*node, "no");
    for (const std::string& word : mapping_.yes) {
      if (!Contains(mapping_.no, word)) continue;
      Problem(LineOf(values), absl::StrCat("\"", word, "\" means both yes and no"));
    }
    if (const auto* node = values.get("dates")) ReadDates(*node);
  }

  std::vector<std::string> ReadLowerCase(const toml::node& node, absl::string_view key) {
    std::vector<std::string> words = ReadWords(node, key);
    for (std::string& word : words) absl::AsciiStrToLower(&word);
    return words;
  }

  void ReadDates(const toml::node& node) {
    mapping_.date_formats = ReadWords(node, "dates");
    if (mapping_.date_formats.empty() && node.is_array()) Problem(LineOf(node), "dates must name a form");
    for (const std::string& format : mapping_.date_formats) {
      if (Contains(kFileDateFormats, format)) continue;
      Problem(LineOf(node),
              absl::StrCat("dates cannot be written \"", format, "\"; allowed: ", Quoted(kFileDateFormats)));
    }
  }

  void ReadKind(const toml::table& kind) {
    CheckKeys(kind, kKindKeys, "[kind]");
    if (const auto* node = kind.get("default")) mapping_.kind = ReadKindName(*node, "default");
    const toml::table* by_type = Table(kind, "by_unit_type");
    if (!by_type) return;
    CheckKeys(*by_type, kUnitTypes, "[kind.by_unit_type]");
    for (const auto& [type, node] : *by_type) {
      mapping_.kind_by_unit_type[std::string(type.str())] = ReadKindName(node, View(type.str()));
    }
  }

  EngagementKind ReadKindName(const toml::node& node, absl::string_view key) {
    std::string name(kKinds[0]);
    ReadWord(node, key, kKinds, name);
    return *ParseEngagementKind(name);
  }

  void ReadColumns(const toml::table& columns) {
    CheckKeys(columns, kFieldNames, "[columns]");
    std::map<std::string, absl::string_view> used;
    for (const std::string& heading : mapping_.ignored) used[heading] = "ignore";
    for (const auto& [name, node] : columns) {
      const std::optional<StaffField> field = ParseStaffField(View(name.str()));
      if (!field) continue;
      const std::optional<std::string> text = Text(node, StaffFieldName(*field));
      if (!text) continue;
      const std::string heading(absl::StripAsciiWhitespace(*text));
      if (heading.empty()) Problem(LineOf(node), absl::StrCat(StaffFieldName(*field), " needs a heading"));
      const auto [other, is_new] = used.emplace(heading, StaffFieldName(*field));
      if (!is_new) {
        Problem(LineOf(node), absl::StrCat("\"", heading, "\" is given twice: for ", other->second,
                                           " and for ", StaffFieldName(*field)));
      }
      mapping_.columns[*field] = heading;
    }
  }

  bool Has(StaffField field) const { return mapping_.columns.contains(field); }

  void CheckColumns(int line) {
    if (!Has(StaffField::kPersonnummer) && !Has(StaffField::kPersonKey)) {
      Problem(line, "[columns] must have personnummer or person_key, to recognise a person by");
    }
    if (!Has(StaffField::kUnit)) Problem(line, "[columns] must have unit, the code of the person's unit");
    if (!Has(StaffField::kFrom)) Problem(line, "[columns] must have from, the first day of the engagement");
    const bool has_full = Has(StaffField::kFullName);
    const bool has_given = Has(StaffField::kGivenName), has_family = Has(StaffField::kFamilyName);
    if (has_full ? has_given || has_family : !has_given || !has_family) {
      Problem(line, "[columns] must have either given_name and family_name, or full_name");
    }
  }

  const absl::string_view file_name_;
  StaffMapping mapping_;
  std::vector<std::pair<int, std::string>> problems_;  // line and text
};

}  // namespace

absl::string_view StaffFieldName(StaffField field) { return kFieldNames[static_cast<size_t>(field)]; }

absl::StatusOr<StaffMapping> ParseStaffMapping(absl::string_view toml, absl::string_view file_name) {
  return Reader(file_name).Read(toml);
}

}  // namespace nanolearn
