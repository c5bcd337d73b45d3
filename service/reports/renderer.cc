#include "service/reports/renderer.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "service/base/status_macros.h"
#include "service/domain/report_json.h"
#include "service/reports/announcement.h"
#include "service/reports/csv.h"
#include "service/reports/documents.h"
#include "service/reports/html.h"
#include "service/reports/xlsx.h"

namespace nanolearn::reports {

absl::StatusOr<std::vector<ReportFile>> Renderer::Render(const ReportContent& content) const {
  const Document document = DocumentOf(content);
  std::vector<ReportFile> files;
  const auto add = [&](ReportFormat format, std::string bytes) {
    files.push_back({ReportFileName(content.parameters, format), std::move(bytes)});
  };
  ASSIGN_OR_RETURN(const std::string html, Html(document));
  add(ReportFormat::kHtml, html);
  ASSIGN_OR_RETURN(std::string xlsx, Xlsx(document, content.create_time));
  add(ReportFormat::kXlsx, std::move(xlsx));
  add(ReportFormat::kCsv, Csv(document));
  add(ReportFormat::kJson, ReportJson(content));
  absl::StatusOr<std::string> pdf = pdf_.Make(html);
  if (pdf.ok()) {
    add(ReportFormat::kPdf, *std::move(pdf));
  } else {
    spdlog::warn("a report has no PDF: {}", std::string(pdf.status().message()));
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

absl::StatusOr<Mail> Renderer::Announce(const ReportContent& content) const { return Announcement(content); }

}  // namespace nanolearn::reports
