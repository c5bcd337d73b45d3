#pragma once
// What pages show of figures.

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/compliance.h"

namespace nanolearn::pages {

struct GroupFigures {
  ComplianceCounts counts;
  bool hidden = false;  // too small a group, or one that another could be worked out from; all counts are 0
};

// A unit, a module or another group, and where a page about it is.
struct GroupItem {
  std::string name;
  std::string href;  // empty: there is no such page
  GroupFigures figures;
};

struct TrendItem {
  Date day;
  GroupFigures figures;
};

struct SourceAge {
  std::string name;
  bool is_directory = false;
  std::optional<absl::Time> read_time;  // nothing: it has not been read yet
  std::optional<Date> effective;
};

// How fresh the figures are.
struct FiguresAge {
  Date day;  // that the figures are of
  std::string time_zone;
  std::vector<SourceAge> sources;
  std::optional<absl::Time> last_completion;
};

}  // namespace nanolearn::pages
