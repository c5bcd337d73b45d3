#pragma once
// Numbers, days and names in the language of a report.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/domain/plain_words.h"
#include "service/domain/report_content.h"
#include "service/reports/document.h"

namespace nanolearn::reports {

class Words : public PlainWords {
 public:
  using PlainWords::PlainWords;

  std::string Change(int change) const;                             // "+5", "−5", "0"
  std::string Month(Date day) const;                                // "december 2026"
  std::string Period(const ReportPeriod& period) const;             // "fjärde kvartalet 2026"
  std::string People(int count) const;                              // "1 person", "5 personer"
  std::string Listed(const std::vector<std::string>& names) const;  // "A, B och C"
  // "A, B och C samt 2 grupper till" of `count` in all.
  std::string ListedOf(const std::vector<std::string>& names, int count) const;
  std::string Topic(absl::string_view slug) const;
  // With `is_first_list`, those who have joined were in the first list of people.
  std::string Reason(const ReportChange& change, bool is_first_list) const;
  std::string TypeOf(UnitType type) const;

  // Cells. Hidden figures are a word, not a number.
  Cell CountCell(const ReportFigures& figures, int count) const;
  Cell PercentCell(const ReportFigures& figures) const;
  Cell ShareCell(int part, int whole) const;
  Cell ChangeCell(int change) const;
  std::string Hidden() const { return (*this)("dold", "hidden"); }
};

Cell TextCell(std::string text);
Cell BarCell(const ReportFigures& figures);

}  // namespace nanolearn::reports
