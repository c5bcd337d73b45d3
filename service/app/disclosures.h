#pragma once

#include <optional>
#include <string>

#include "service/app/access.h"
#include "service/domain/disclosure.h"

namespace nanolearn {

struct DisclosureQuery {
  std::string organisation;
  std::string unit_code;  // or a programme, or both
  std::string programme;
  Date from;
  std::optional<Date> to;  // the last day; nothing: today
  DisclosedNames names = DisclosedNames::kNumber;
};

struct DisclosureFile {
  std::string csv;
  int rows = 0;
  struct Masked {
    std::string reason;
    int people = 0;  // 0: so few that the number would tell
  };
  std::vector<Masked> masked;
};

// Extracts for whoever asks for public records. The errors are those of privacy_service.proto. Thread-safe.
class Disclosures {
 public:
  explicit Disclosures(const Environment& env) : env_(env) {}
  absl::StatusOr<DisclosureFile> Extract(const Caller& caller, const DisclosureQuery& query);

 private:
  Environment env_;
};

}  // namespace nanolearn
