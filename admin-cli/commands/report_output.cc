#include "admin-cli/commands/report_output.h"

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/report_service.grpc.pb.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

namespace fs = std::filesystem;
using v1::Report;
using v1::ReportSchedule;
using v1::ReportService;

// What the report's hash is made of: the list that sha256sum prints.
bool HashesAgree(const Report& report, const v1::GetReportFileResponse& file) {
  std::string list;
  bool is_listed = false;
  for (const v1::ReportFile& listed : report.files()) {
    absl::StrAppend(&list, listed.hash(), "  ", listed.file_name(), "\n");
    is_listed |= listed.file_name() == file.file_name() && listed.hash() == Hex(Sha256(file.content()));
  }
  return is_listed && Hex(Sha256(list)) == report.hash();
}

// Before anything is stored: whether there can be such a file.
absl::Status CheckTarget(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return InputError(absl::StrCat(path.string(), " is a folder: give --out a file in it."));
  }
  const fs::path folder = path.parent_path();
  if (folder.empty() || fs::is_directory(folder, ignored)) return absl::OkStatus();
  return InputError(absl::StrCat("There is no folder ", folder.string(), " to write ",
                                 path.filename().string(), " into: make it, or choose another for --out."));
}

}  // namespace

const ColumnsOf<Report>& ReportColumns() {
  static const auto* const kColumns = new ColumnsOf<Report>{
      {{"report", "Report", Type::kWhole}, [](const Report& r) { return ShortId(r.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const Report& r) { return EnumText(r.kind()); }},
      {{"unit", "Unit"}, [](const Report& r) { return Optional(ShortId(r.unit())); }},
      {{"period", "Period", Type::kWhole}, [](const Report& r) { return r.period(); }},
      {{"language", "Language"}, [](const Report& r) { return r.language(); }},
      {{"as_of", "As of", Type::kWhole}, [](const Report& r) { return r.as_of(); }},
      {{"created", "Created", Type::kTime},
       [](const Report& r) { return Instant(r.has_create_time(), r.create_time()); }},
      {{"created_by", "By"}, [](const Report& r) { return r.created_by(); }},
      {{"hash", "SHA-256", Type::kWhole, Shown::kInData}, [](const Report& r) { return r.hash(); }}};
  return *kColumns;
}

const ColumnsOf<ReportSchedule>& ScheduleColumns() {
  using S = ReportSchedule;
  static const auto* const kColumns = new ColumnsOf<S>{
      {{"schedule", "Schedule"}, [](const S& s) { return ShortId(s.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const S& s) { return EnumText(s.kind()); }},
      {{"unit", "Unit"}, [](const S& s) { return Optional(ShortId(s.unit())); }},
      {{"every", "Every", Type::kEnum}, [](const S& s) { return EnumText(s.every()); }},
      {{"days_after", "Days after", Type::kNumber}, [](const S& s) { return s.days_after(); }},
      {{"language", "Language"}, [](const S& s) { return s.language(); }},
      {{"next", "Next", Type::kWhole}, [](const S& s) { return s.next_day(); }},
      {{"to", "To"}, [](const S& s) { return ListOf(s.recipients()); }}};
  return *kColumns;
}

absl::StatusOr<v1::ReportFormat> ReportFormatOf(const std::string& format, const std::string& path) {
  if (path != "-") RETURN_IF_ERROR(CheckTarget(path));
  if (!format.empty()) return ParseEnum<v1::ReportFormat>(format);
  const std::string end = fs::path(path).extension().string();
  if (end.empty()) return v1::REPORT_FORMAT_PDF;
  v1::ReportFormat found;
  const std::string name = absl::StrCat("REPORT_FORMAT_", absl::AsciiStrToUpper(end.substr(1)));
  if (v1::ReportFormat_Parse(name, &found) && found != v1::REPORT_FORMAT_UNSPECIFIED) return found;
  return UsageError(absl::StrCat("Reports have no form \"", end.substr(1), "\": let the name of --out ", path,
                                 " end with one of ", Choices<v1::ReportFormat>(),
                                 ", or say with --format what to write into it."));
}

absl::Status WriteReportFile(const Report& report, v1::ReportFormat format, const std::string& path,
                             Context& context) {
  v1::GetReportFileRequest request;
  request.set_name(report.name());
  request.set_format(format);
  ASSIGN_OR_RETURN(const v1::GetReportFileResponse file,
                   context.client.Call<ReportService>(&ReportService::Stub::GetReportFile, request));
  if (!HashesAgree(report, file)) {
    return absl::DataLossError(
        absl::StrCat("The file ", file.file_name(), " of report ", ShortId(report.name()),
                     " is not what was stored: its SHA-256 is not the report's. Nothing was "
                     "written."));
  }
  if (path == "-") {
    context.out << file.content();
    return absl::OkStatus();
  }
  const std::string& target = path.empty() ? file.file_name() : path;
  RETURN_IF_ERROR(WriteFile(target, file.content()));
  context.Note(absl::StrCat("Wrote ", target, ". It is as it was stored: the SHA-256 is right (",
                            report.hash(), ")."));
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
