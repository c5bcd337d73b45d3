#include "admin-cli/commands/person_completions_file.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "admin-cli/commands/completions_file.h"
#include "admin-cli/errors.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/base/status_macros.h"
#include "service/domain/file_date.h"
#include "service/domain/personnummer.h"
#include "service/domain/table_file.h"

namespace nanolearn::cli {
namespace {

constexpr TableFormat kFormat = {.last_line_may_lack_end = true};

int PlaceOf(const TableFile& table, const std::string& heading) {
  const std::vector<std::string>& headings = table.header.fields;
  const auto found = std::find(headings.begin(), headings.end(), heading);
  return found == headings.end() ? -1 : static_cast<int>(found - headings.begin());
}

// Where the columns are; -1: not there.
struct Places {
  int person, module, date, evidence;
};

absl::StatusOr<Places> PlacesIn(const TableFile& table, const CompletionsMapping& mapping,
                                const std::string& file_name) {
  const Places places = {PlaceOf(table, mapping.person), PlaceOf(table, mapping.module),
                         PlaceOf(table, mapping.date), PlaceOf(table, mapping.evidence)};
  const auto missing = [&](absl::string_view heading, absl::string_view more) {
    return InputError(absl::StrCat(file_name, ":1: the column ", heading, " is missing", more, "."));
  };
  if (places.person < 0) return missing(mapping.person, "; a mapping can name another heading");
  if (places.date < 0) return missing(mapping.date, "; a mapping can name another heading");
  if (places.module < 0 && mapping.one_module.empty()) {
    return missing(mapping.module, "; --module names one for all rows");
  }
  return places;
}

std::string FieldOf(const TableRow& row, int place) {
  return place < 0 ? "" : std::string(absl::StripAsciiWhitespace(row.fields[place]));
}

absl::StatusOr<v1::PersonCompletion> CompletionOf(const TableRow& row, const Places& places,
                                                  const CompletionsMapping& mapping, const Names& names) {
  v1::PersonCompletion completion;
  ASSIGN_OR_RETURN(*completion.mutable_person(), PersonCalled(FieldOf(row, places.person), mapping.source));
  std::string module = mapping.one_module.empty() ? FieldOf(row, places.module) : mapping.one_module;
  if (const auto id = mapping.modules.find(module); id != mapping.modules.end()) module = id->second;
  if (module.empty()) return InputError("The module is missing.");
  ASSIGN_OR_RETURN(*completion.mutable_module(), names.Module(module));
  const absl::StatusOr<Date> date = ParseFileDate(FieldOf(row, places.date), mapping.dates);
  if (!date.ok()) return InputError(absl::StrCat("The date ", date.status().message(), "."));
  completion.set_date(FormatDate(*date));
  const std::string evidence = FieldOf(row, places.evidence);
  completion.set_evidence(evidence.empty() ? mapping.all_evidence : evidence);
  return completion;
}

// "Anna Berg", or one name alone: a key has a digit, as a rule, or is one word of a system.
bool LooksLikeName(absl::string_view text) {
  const bool has_digit = std::any_of(text.begin(), text.end(), absl::ascii_isdigit);
  return !has_digit && absl::StrContains(text, " ");
}

}  // namespace

bool NamesPeople(absl::string_view bytes, const CompletionsMapping& mapping) {
  const absl::StatusOr<TableFile> table = ReadTable(bytes, kFormat, "");
  return table.ok() && PlaceOf(*table, "assignment") < 0 && PlaceOf(*table, mapping.person) >= 0;
}

absl::StatusOr<PersonCompletionsFile> ReadPersonCompletions(absl::string_view bytes,
                                                            const std::string& file_name,
                                                            const CompletionsMapping& mapping,
                                                            const Names& names) {
  ASSIGN_OR_RETURN(const TableFile table, ReadTable(bytes, kFormat, file_name));
  ASSIGN_OR_RETURN(const Places places, PlacesIn(table, mapping, file_name));
  PersonCompletionsFile file{.rows = static_cast<int>(table.rows.size())};
  const auto read = [&](const TableRow& row) -> absl::Status {
    ASSIGN_OR_RETURN(v1::PersonCompletion completion, CompletionOf(row, places, mapping, names));
    file.good.push_back({row.line, std::move(completion)});
    return absl::OkStatus();
  };
  ReadEachRow(table, file_name, read, file.problems);
  return file;
}

absl::StatusOr<PresentFile> ReadPresent(absl::string_view bytes, const std::string& file_name,
                                        const std::string& source) {
  ASSIGN_OR_RETURN(const DecodedText text, DecodeText(bytes, "auto"));
  PresentFile present;
  int place = 0, number = 0;
  char separator = ',';
  for (absl::string_view line : absl::StrSplit(text.view(), '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (number == 1 && absl::StrContains(line, ";")) separator = ';';
    const std::vector<std::string> fields = absl::StrSplit(line, separator);
    if (number == 1) {
      const auto heading = std::find(fields.begin(), fields.end(), "person");
      if (heading != fields.end()) {
        place = static_cast<int>(heading - fields.begin());
        continue;
      }
    }
    if (line.empty() || static_cast<int>(fields.size()) <= place) continue;
    const absl::StatusOr<std::string> called = PersonCalled(fields[place], source);
    ++present.rows;
    if (called.ok()) {
      present.good.push_back({number, *called});
    } else {
      AddProblem(file_name, number, "BAD_FIELD", called.status().message(), present.problems);
    }
  }
  if (present.rows == 0) return InputError(absl::StrCat(file_name, " names nobody."));
  return present;
}

absl::StatusOr<std::string> PersonCalled(absl::string_view text, const std::string& source) {
  text = absl::StripAsciiWhitespace(text);
  if (text.empty()) return InputError("The person is missing.");
  const Date today = DayOf(absl::Now(), absl::UTCTimeZone());
  if (NormalizePersonnummer(text, today).ok()) {
    return InputError("This is a personnummer. Name people by their key in a source, or their address.");
  }
  const bool complete = absl::StrContains(text, "@") || absl::StrContains(text, ":") ||
                        absl::StrContains(text, "/") || ParseId(text).has_value();
  if (complete) return std::string(text);
  if (LooksLikeName(text)) {
    return InputError(
        absl::StrCat("\"", text, "\" looks like a name; give an e-mail address or SOURCE:KEY."));
  }
  if (source.empty()) {
    return InputError(absl::StrCat(
        "\"", text, "\" is a key of some source: say of which with --source, or write SOURCE:KEY."));
  }
  return absl::StrCat(source, ":", text);
}

}  // namespace nanolearn::cli
