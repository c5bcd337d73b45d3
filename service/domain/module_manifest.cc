#include "service/domain/module_manifest.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "service/domain/module_kind.h"
#include "service/domain/module_limits.h"
#include "service/domain/module_name.h"
#include "service/domain/nearest_word.h"
#include "service/domain/text_encoding.h"
#include "service/domain/toml_text.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

int LineOf(const toml::node& node) { return node.source().begin.line; }

class ManifestReader {
 public:
  ManifestReader(const toml::table& table, FileProblems& problems) : table_(table), problems_(problems) {}

  ManifestReading Read();

 private:
  void CheckKeys(const toml::table& table, absl::Span<const absl::string_view> known);
  // The value, or nullptr when it is missing, which is reported.
  const toml::node* Need(const toml::table& table, std::string_view key, absl::string_view what_to_do);
  std::string ReadId();
  std::string ReadKind();
  int ReadMinutes(const ModuleRules& rules);
  // The strings of the list, or nothing when one of them does not pass or stands twice, which is reported.
  std::optional<std::vector<std::string>> ReadList(const toml::node& node, absl::string_view reason,
                                                   bool (*passes)(absl::string_view),
                                                   const std::string& message);
  void ReadLanguages(ManifestReading& reading);
  void ReadTopics(ModuleManifest& manifest);
  void ReadSources(const ModuleRules& rules, ModuleManifest& manifest);
  ModuleSource ReadSource(const toml::table& source);
  std::string ReadSourceText(const toml::node& node, absl::string_view key);
  Date ReadChecked(const toml::node& node);

  const toml::table& table_;
  FileProblems& problems_;
};

ManifestReading ManifestReader::Read() {
  CheckKeys(table_, {"id", "kind", "minutes", "languages", "topics", "sources"});
  ManifestReading reading;
  reading.manifest.id = ReadId();
  reading.manifest.kind = ReadKind();
  const ModuleRules& rules = RulesOf(reading.manifest.kind);
  reading.manifest.minutes = ReadMinutes(rules);
  ReadLanguages(reading);
  ReadTopics(reading.manifest);
  ReadSources(rules, reading.manifest);
  return reading;
}

void ManifestReader::CheckKeys(const toml::table& table, absl::Span<const absl::string_view> known) {
  for (const auto& [toml_key, value] : table) {
    const std::string key(toml_key.str());
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    problems_.Add(toml_key.source().begin.line, "UNKNOWN_KEY",
                  absl::StrCat("the key ", WithoutForbidden(key), " means nothing here",
                               DidYouMean(key, known), "; remove it or correct its spelling"));
  }
}

const toml::node* ManifestReader::Need(const toml::table& table, std::string_view key,
                                       absl::string_view what_to_do) {
  if (const toml::node* node = table.get(key)) return node;
  problems_.Add(&table == &table_ ? 1 : LineOf(table), "MISSING_KEY",
                absl::StrCat(std::string(key), " is missing; ", what_to_do));
  return nullptr;
}

std::string ManifestReader::ReadId() {
  const toml::node* node = Need(table_, "id", "give the module an id, e.g. id = \"phishing\"");
  if (!node) return "";
  std::string id = node->value_exact<std::string>().value_or("");
  if (!IsModuleId(id)) {
    problems_.Add(LineOf(*node), "BAD_ID",
                  "an id is a string of a-z, 0-9 and -, at most 40 and not - first; choose another");
  }
  return id;
}

std::string ManifestReader::ReadKind() {
  const toml::node* node = Need(table_, "kind", "write kind = \"LESSON\"");
  if (!node) return std::string(kLesson);
  std::string kind = node->value_exact<std::string>().value_or("");
  if (IsModuleKind(kind)) return kind;
  problems_.Add(LineOf(*node), "UNKNOWN_KIND",
                "the kind is not known; write kind = \"LESSON\", \"POLICY\", \"EXTERNAL\" or \"SESSION\"");
  return std::string(kLesson);
}

int ManifestReader::ReadMinutes(const ModuleRules& rules) {
  const std::string wanted = rules.max_minutes == 2 ? "1 or 2 minutes; write minutes = 1 or minutes = 2"
                                                    : absl::StrCat("1 to ", rules.max_minutes,
                                                                   " minutes; write for example minutes = 5");
  const toml::node* node = Need(table_, "minutes", absl::StrCat("a module of its kind takes ", wanted));
  if (!node) return rules.max_minutes;
  const int64_t minutes = node->value_exact<int64_t>().value_or(0);
  if (minutes >= 1 && minutes <= rules.max_minutes) return static_cast<int>(minutes);
  problems_.Add(LineOf(*node), "BAD_MINUTES", absl::StrCat("a module of its kind takes ", wanted));
  return rules.max_minutes;
}

std::optional<std::vector<std::string>> ManifestReader::ReadList(const toml::node& node,
                                                                 absl::string_view reason,
                                                                 bool (*passes)(absl::string_view),
                                                                 const std::string& message) {
  std::vector<std::string> values;
  bool good = node.is_array();
  if (good) {
    for (const toml::node& element : *node.as_array()) {
      std::string value = element.value_exact<std::string>().value_or("");
      good = good && passes(value) && std::find(values.begin(), values.end(), value) == values.end();
      values.push_back(std::move(value));
    }
  }
  if (good && !values.empty()) return values;
  problems_.Add(LineOf(node), reason, message);
  return std::nullopt;
}

void ManifestReader::ReadLanguages(ManifestReading& reading) {
  const toml::node* node = Need(table_, "languages", "list them, e.g. languages = [\"sv\", \"en\"]");
  if (!node) return;
  reading.languages_line = LineOf(*node);
  auto languages = ReadList(*node, "BAD_LANGUAGES", IsLanguageCode,
                            "list at least one language, each once, by its two or three letters, e.g. "
                            "languages = [\"sv\", \"en\"]");
  if (!languages) return;
  reading.languages_known = true;
  reading.manifest.languages = *std::move(languages);
}

void ManifestReader::ReadTopics(ModuleManifest& manifest) {
  constexpr char kMessage[] =
      "list one to five topics, each once, of a-z, 0-9 and -, at most 40, e.g. topics = [\"phishing\"]";
  const toml::node* node = Need(table_, "topics", kMessage);
  if (!node) return;
  auto topics = ReadList(*node, "BAD_TOPICS", IsModuleId, kMessage);
  if (!topics) return;
  if (topics->size() > limits::kMaxModuleTopics) problems_.Add(LineOf(*node), "BAD_TOPICS", kMessage);
  manifest.topics = *std::move(topics);
}

void ManifestReader::ReadSources(const ModuleRules& rules, ModuleManifest& manifest) {
  constexpr char kMessage[] = "say where the facts come from: at least one [[sources]]";
  const toml::node* node = table_.get("sources");
  if (!node && !rules.needs_sources) return;
  if (!node || (node->is_array() && node->as_array()->empty())) {
    problems_.Add(node ? LineOf(*node) : 1, "MISSING_SOURCES",
                  absl::StrCat("the module has no source; ", kMessage));
    return;
  }
  if (!node->is_array_of_tables()) {
    problems_.Add(LineOf(*node), "BAD_SOURCE",
                  "sources has another form; begin each source with a line [[sources]]");
    return;
  }
  for (const toml::node& source : *node->as_array())
    manifest.sources.push_back(ReadSource(*source.as_table()));
}

ModuleSource ManifestReader::ReadSource(const toml::table& source) {
  CheckKeys(source, {"title", "publisher", "checked", "url"});
  ModuleSource read;
  if (const auto* node = Need(source, "title", "say what the source is called")) {
    read.title = ReadSourceText(*node, "title");
  }
  if (const auto* node = Need(source, "publisher", "say who published the source")) {
    read.publisher = ReadSourceText(*node, "publisher");
  }
  if (const auto* node = Need(source, "checked", "write the day it was last checked, e.g. 2026-11-02")) {
    read.checked = ReadChecked(*node);
  }
  const toml::node* url = source.get("url");
  if (!url) return read;
  read.url = ReadSourceText(*url, "url");
  if (!read.url.empty() && (!absl::StartsWith(read.url, "https://") || absl::StrContains(read.url, " "))) {
    problems_.Add(LineOf(*url), "BAD_SOURCE", "url is no address; write one that begins with https://");
  }
  return read;
}

std::string ManifestReader::ReadSourceText(const toml::node& node, absl::string_view key) {
  std::string text = node.value_exact<std::string>().value_or("");
  const bool one_line = !FindForbidden(text) && !absl::StrContains(text, "\n");
  const bool empty = absl::StripAsciiWhitespace(text).empty();
  if (!empty && one_line && CountCharacters(text) <= limits::kMaxSourceCharacters) return text;
  problems_.Add(LineOf(node), "BAD_SOURCE",
                absl::StrCat(key, " must be a string of 1 to ", limits::kMaxSourceCharacters,
                             " characters on one line; write it so"));
  return "";
}

Date ManifestReader::ReadChecked(const toml::node& node) {
  const auto written = node.value_exact<toml::date>().value_or(toml::date{});
  const Date date(written.year, written.month, written.day);
  if (node.is_date() && date >= kFirstDate && date <= kLastDate) return date;
  problems_.Add(LineOf(node), "BAD_SOURCE",
                "checked is not a date; write it without quotation marks, e.g. checked = 2026-11-02");
  return kFirstDate;
}

}  // namespace

ManifestReading ReadManifest(absl::string_view bytes, FileProblems& problems) {
  const TomlText toml = ParseToml(bytes);
  if (toml.error_line == 0) return ManifestReader(toml.table, problems).Read();
  problems.Add(toml.error_line, "BAD_TOML", absl::StrCat(WithoutForbidden(toml.error), "; correct the line"));
  return {};
}

}  // namespace nanolearn
