#pragma once

#include <string>

#include "service/app/access.h"

namespace nanolearn {

struct PersonExport {
  Id person_id = kNoId;
  std::string json;      // one object; docs/personal-data.md names its keys
  std::string language;  // of the organisation
};

// Everything that is known of one person. The errors are those of privacy_service.proto. Thread-safe.
class PersonExports {
 public:
  explicit PersonExports(const Environment& env) : env_(env) {}
  absl::StatusOr<PersonExport> Export(const Caller& caller, const std::string& organisation, const std::string& person,
                                      bool include_protected);

 private:
  Environment env_;
};

}  // namespace nanolearn
