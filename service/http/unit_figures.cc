#include "service/http/unit_figures.h"

#include "absl/strings/str_cat.h"
#include "service/http/message.h"

namespace nanolearn::http {

std::string UnitAddress(absl::string_view code) { return absl::StrCat("/manage/units/", PathSegment(code)); }

std::string CutOffLine(const PlainWords& words) {
  return words("Listan är avkortad: det finns fler rader.", "The list is cut short: there are more rows.");
}

pages::GroupFigures FiguresOf(const ComplianceRow& row) { return {row.counts, row.hidden}; }

pages::GroupItem UnitItem(const ComplianceRow& row) {
  return {row.unit_name, UnitAddress(row.unit_code), FiguresOf(row)};
}

pages::FiguresAge AgeFor(const DataAge& age, Date day, const Organisation& organisation) {
  pages::FiguresAge shown{
      .day = day, .time_zone = organisation.time_zone, .last_completion = age.last_completion};
  for (const Source& source : age.sources) {
    pages::SourceAge& one = shown.sources.emplace_back();
    one.name = source.name;
    one.is_directory = source.kind == SourceKind::kDirectory;
    one.effective = source.last_effective;
    if (source.last_sync_time != absl::InfinitePast()) one.read_time = source.last_sync_time;
  }
  return shown;
}

}  // namespace nanolearn::http
