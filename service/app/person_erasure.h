#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/erasure.h"

namespace nanolearn {

struct PersonErasure {
  std::string organisation;
  std::string person;  // as FindPeople takes it
  std::string request_id;
  bool validate_only = false;
};

struct ErasureResult {
  Id person_id = kNoId;
  std::vector<ErasureCount> removed;
  std::vector<std::string> still_named_by;  // sources whose last list has a row of theirs
};

// Takes away who people were; what figures are counted from stays. The errors are those of privacy_service.proto. Thread-safe.
class PersonErasures {
 public:
  explicit PersonErasures(const Environment& env) : env_(env) {}

  absl::StatusOr<ErasureResult> Erase(const Caller& caller, const PersonErasure& erasure);
  // What the rule for those who left asks for, done by the server.
  absl::StatusOr<ErasureResult> EraseByRule(const Organisation& organisation, Id person_id, int months);

 private:
  Environment env_;
};

}  // namespace nanolearn
