#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/mapping_check.h"
#include "service/domain/source.h"

namespace nanolearn {

// A source with the names of what its settings point to.
struct SourceView {
  Source source;
  std::string employee_number_source;  // a source's name; empty: none
  std::string default_unit_code;       // empty: the first root
};

struct SourceUpdate {
  std::string organisation;
  SourceView view;                  // of `view.source` the name and what `fields` names
  std::vector<std::string> fields;  // as in source.proto, e.g. "guards.few_leavers"; empty: all
  std::string etag;                 // empty: whatever it was
  std::string request_id;
};

struct MappingCheck {
  std::string organisation;
  std::string mapping;  // TOML
  std::string mapping_file_name;
  std::string file_name;
  std::string content;  // the first part of a file
  int max_rows = 0;     // 0: 10
};

// Where staff lists come from; the errors are those of source_service.proto. Thread-safe.
class Sources {
 public:
  explicit Sources(const Environment& env) : env_(env) {}

  absl::StatusOr<SourceView> Get(const Caller& caller, const std::string& organisation,
                                 const std::string& name);
  absl::StatusOr<std::vector<SourceView>> List(const Caller& caller, const std::string& organisation);
  absl::StatusOr<SourceView> Update(const Caller& caller, const SourceUpdate& update);
  absl::StatusOr<MappingCheckResult> CheckMapping(const Caller& caller, const MappingCheck& check);

 private:
  Environment env_;
};

}  // namespace nanolearn
