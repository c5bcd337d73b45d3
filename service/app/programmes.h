#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/programme.h"

namespace nanolearn {

// An audience rule in the caller's terms.
struct AudienceRuleView {
  std::string unit_code;
  std::vector<EngagementKind> kinds;
  bool requires_computer = false;
};

struct ProgrammeView {
  Programme programme;  // its module_ids and audience are given below by code
  std::vector<std::string> modules;
  std::vector<AudienceRuleView> audience;
  int people = 0;  // who are or will be in the audience, as far as is known
};

struct ProgrammeList {
  std::vector<ProgrammeView> programmes;
  std::string next_page_token;
};

struct NewProgramme {
  std::string organisation;
  std::string slug;
  std::string display_name;
  std::vector<std::string> modules;  // slugs, in order
  std::vector<AudienceRuleView> audience;
  Date open_date;
  int days_to_complete = 0;
  bool validate_only = false;
  std::string request_id;
};

// Operations on programmes; the errors are those of programme_service.proto. Thread-safe.
class Programmes {
 public:
  explicit Programmes(const Environment& env) : env_(env) {}

  absl::StatusOr<ProgrammeView> Create(const Caller& caller, const NewProgramme& request);
  absl::StatusOr<ProgrammeView> Get(const Caller& caller, const std::string& organisation,
                                    const std::string& slug);
  absl::StatusOr<ProgrammeList> List(const Caller& caller, const std::string& organisation,
                                     const PageRequest& page);

 private:
  Environment env_;
};

}  // namespace nanolearn
