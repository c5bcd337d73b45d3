#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"

namespace nanolearn {

struct UnitView {
  UnitVersion unit;
  std::string parent_code;  // empty for the root
  int depth = 0;
};

struct UnitList {
  std::vector<UnitView> units;
  std::string next_page_token;
};

struct UnitImport {
  std::string organisation;
  std::string content;
  std::string file_name;
  std::optional<Date> effective;
  bool replay = false;      // `effective` may be before the last import
  bool close_many = false;  // the file may close more than half of the units
  bool validate_only = false;
  std::string request_id;
};

struct UnitImportResult {
  int added = 0, changed = 0, closed = 0, unchanged = 0;
  std::vector<std::string> warnings;
  std::string refusal;  // of a dry run: why the import would be refused as MANY_UNITS_CLOSED; else empty
};

// Operations on units; the errors are those of unit_service.proto. Dates that are absent are today.
// Thread-safe.
class Units {
 public:
  explicit Units(const Environment& env) : env_(env) {}

  absl::StatusOr<UnitView> Get(const Caller& caller, const std::string& organisation, const std::string& code,
                               std::optional<Date> date);
  absl::StatusOr<UnitList> List(const Caller& caller, const std::string& organisation,
                                std::optional<Date> date, const PageRequest& page);
  absl::StatusOr<UnitImportResult> Import(const Caller& caller, const UnitImport& import);

 private:
  Environment env_;
};

}  // namespace nanolearn
