#include "service/domain/report.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<ReportKind, absl::string_view>, 2> kKinds = {{
    {ReportKind::kBoard, "BOARD"},
    {ReportKind::kAnnual, "ANNUAL"},
}};

constexpr std::array<std::pair<ReportFormat, absl::string_view>, 5> kFormats = {{
    {ReportFormat::kHtml, "html"},
    {ReportFormat::kPdf, "pdf"},
    {ReportFormat::kXlsx, "xlsx"},
    {ReportFormat::kCsv, "csv"},
    {ReportFormat::kJson, "json"},
}};

std::string TextOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || !found->is_string() ? "" : found->get<std::string>();
}

// Unit codes may hold anything; names of files are of letters, digits, - and _.
std::string Plain(absl::string_view code) {
  std::string plain;
  for (const char c : code.substr(0, 40)) plain.push_back(absl::ascii_isalnum(c) ? c : '_');
  return plain;
}

}  // namespace

absl::string_view ReportKindName(ReportKind kind) { return kKinds[static_cast<size_t>(kind)].second; }

std::optional<ReportKind> ParseReportKind(absl::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

absl::string_view ReportFormatName(ReportFormat format) {
  return kFormats[static_cast<size_t>(format)].second;
}

std::optional<ReportFormat> ParseReportFormat(absl::string_view name) {
  for (const auto& [format, known] : kFormats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

bool IsReportLanguage(absl::string_view language) { return language == "sv" || language == "en"; }

std::string ReportParametersJson(const ReportParameters& parameters, Date as_of, int min_group_size) {
  return Json{{"kind", std::string(ReportKindName(parameters.kind))},
              {"unit", parameters.unit_code},
              {"period", FormatPeriod(parameters.period)},
              {"language", parameters.language},
              {"as_of", FormatDate(as_of)},
              {"min_group_size", min_group_size}}
      .dump();
}

std::optional<ReportParameters> ParseReportParameters(absl::string_view text) {
  const Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const std::optional<ReportKind> kind = ParseReportKind(TextOf(json, "kind"));
  const absl::StatusOr<ReportPeriod> period = ParsePeriod(TextOf(json, "period"), "period");
  if (!kind || !period.ok()) return std::nullopt;
  return ReportParameters{*kind, TextOf(json, "unit"), *period, TextOf(json, "language")};
}

std::string ReportFileName(const ReportParameters& parameters, ReportFormat format) {
  return absl::StrCat(absl::AsciiStrToLower(ReportKindName(parameters.kind)),
                      parameters.unit_code.empty() ? "" : "-", Plain(parameters.unit_code), "-",
                      FormatPeriod(parameters.period), ".", parameters.language, ".",
                      ReportFormatName(format));
}

std::optional<ReportFormat> FormatOfReportFile(absl::string_view name) {
  return ParseReportFormat(name.substr(name.rfind('.') + 1));
}

std::string ReportHash(std::vector<ReportFile> files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::string list;
  for (const ReportFile& file : files)
    absl::StrAppend(&list, Hex(Sha256(file.content)), "  ", file.name, "\n");
  return Sha256(list);
}

Date FirstScheduledDay(PeriodLength every, int days_after, Date today) {
  ReportPeriod period = PeriodOf(today, every).Previous();
  while (period.last() + days_after < today) period = period.Next();
  return period.last() + days_after;
}

ReportPeriod ScheduledPeriod(const ReportSchedule& schedule, Date day) {
  return PeriodOf(day - schedule.days_after, schedule.every);
}

Date NextScheduledDay(const ReportSchedule& schedule, Date day) {
  return ScheduledPeriod(schedule, day).Next().last() + schedule.days_after;
}

}  // namespace nanolearn
