#include "service/http/unit_figures.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace nanolearn::http {

std::string PathSegment(absl::string_view text) {
  std::string segment;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
        absl::string_view("-._~").find(c) != absl::string_view::npos) {
      segment.push_back(c);
    } else {
      absl::StrAppendFormat(&segment, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return segment;
}

std::string UnitAddress(absl::string_view code) { return absl::StrCat("/manage/units/", PathSegment(code)); }

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
