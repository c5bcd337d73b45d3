#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/domain/report_period.h"

namespace nanolearn {

enum class ReportKind {
  kBoard,   // to a committee or a board, of one unit
  kAnnual,  // of the whole organisation, for the yearly information-security report
};

// "BOARD", "ANNUAL".
absl::string_view ReportKindName(ReportKind kind);
std::optional<ReportKind> ParseReportKind(absl::string_view name);

enum class ReportFormat { kHtml, kPdf, kXlsx, kCsv, kJson };

// "html", "pdf", ...: also the end of the file's name.
absl::string_view ReportFormatName(ReportFormat format);
std::optional<ReportFormat> ParseReportFormat(absl::string_view name);

// "sv" or "en".
bool IsReportLanguage(absl::string_view language);

// What was asked for.
struct ReportParameters {
  ReportKind kind = ReportKind::kBoard;
  std::string unit_code;  // empty for kAnnual
  ReportPeriod period;
  std::string language = "sv";

  friend bool operator==(const ReportParameters&, const ReportParameters&) = default;
};

// JSON, with what the figures rest on: also with as_of and the size of groups that are hidden.
std::string ReportParametersJson(const ReportParameters& parameters, Date as_of, int min_group_size);
// Nothing for text that ReportParametersJson does not make.
std::optional<ReportParameters> ParseReportParameters(absl::string_view json);

struct ReportFile {
  std::string name;  // "board-VON-2026-Q4.sv.html"
  std::string content;
};

// A report as it was made, without its files. It never changes.
struct Report {
  Id id = kNoId;
  ReportParameters parameters;
  std::string parameters_json;
  Id unit_id = kNoId;  // kNoId: the whole organisation
  Date as_of;          // the day of the figures
  absl::Time create_time;
  std::string created_by;
  std::string hash;  // 32 bytes; see ReportHash
  Id schedule_id = kNoId;
  std::optional<Date> scheduled_day;
};

// The name of a file of the report, without folder.
std::string ReportFileName(const ReportParameters& parameters, ReportFormat format);
std::optional<ReportFormat> FormatOfReportFile(absl::string_view name);

// SHA-256 over the list that `sha256sum` prints of the files in the order of their names, so that anybody can
// check it: sha256sum FILES | sha256sum.
std::string ReportHash(std::vector<ReportFile> files);

// Makes a report after the end of each period.
struct ReportSchedule {
  Id id = kNoId;
  std::string name;
  ReportKind kind = ReportKind::kBoard;
  Id unit_id = kNoId;
  PeriodLength every = PeriodLength::kQuarter;
  int days_after = 5;  // the end of the period
  std::vector<std::string> recipients;
  std::string language = "sv";
  Date next_day;  // when the next report is made
  uint64_t version = 1;
  absl::Time create_time;
};

inline constexpr int kMaxDaysAfter = 27;  // so that the day never passes the end of the next month
inline constexpr int kMaxRecipients = 20;

// The first day from `today` on, today among them, on which the schedule makes a report.
Date FirstScheduledDay(PeriodLength every, int days_after, Date today);
// The period that a report made on the day is about, and the day of the one after it.
ReportPeriod ScheduledPeriod(const ReportSchedule& schedule, Date day);
Date NextScheduledDay(const ReportSchedule& schedule, Date day);

}  // namespace nanolearn
