#pragma once

#include "service/domain/report_renderer.h"
#include "service/reports/pdf.h"

namespace nanolearn::reports {

// Makes HTML, PDF, XLSX, CSV and JSON.
class Renderer final : public ReportRenderer {
 public:
  explicit Renderer(PdfMaker::Options pdf = {}) : pdf_(std::move(pdf)) {}

  absl::StatusOr<std::vector<ReportFile>> Render(const ReportContent& content) const override;
  absl::StatusOr<Mail> Announce(const ReportContent& content) const override;

 private:
  PdfMaker pdf_;
};

}  // namespace nanolearn::reports
