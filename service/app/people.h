#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/engagement.h"
#include "service/domain/person.h"
#include "service/domain/row_problem.h"

namespace nanolearn {

struct EngagementView {
  std::string unit_code;  // the root's for a protected identity
  std::string unit_name;
  std::string source;
  EngagementFacts facts;
};

// A person as others may see them: a protected identity has no name, address or unit.
struct PersonView {
  Person person;
  std::vector<EngagementView> engagements;
};

struct PersonList {
  std::vector<PersonView> people;
  std::string next_page_token;
};

struct PersonListQuery {
  std::string organisation;
  std::optional<Date> date;
  std::string unit_code;  // empty: all
  std::optional<EngagementKind> kind;
  std::string text;
};

struct StaffSync {
  std::string organisation;
  std::string source;
  std::string mapping;  // TOML
  std::string mapping_file_name;
  std::string file_name;
  std::string content;
  std::optional<Date> effective;
  bool validate_only = false;
  std::string request_id;
};

struct StaffSyncResult {
  Date effective;
  int rows = 0, rows_used = 0, rows_refused = 0;
  int people_added = 0;
  int engagements_added = 0, engagements_changed = 0, engagements_ended = 0, engagements_unchanged = 0;
  int problem_count = 0;
  std::vector<RowProblem> problems;  // at most limits::kMaxRowProblems
};

// Operations on people; the errors are those of person_service.proto. Dates that are absent are today.
// Thread-safe.
class People {
 public:
  explicit People(const Environment& env) : env_(env) {}

  absl::StatusOr<PersonView> Get(const Caller& caller, const std::string& organisation, Id id,
                                 std::optional<Date> date);
  absl::StatusOr<PersonList> List(const Caller& caller, const PersonListQuery& query,
                                  const PageRequest& page);
  absl::StatusOr<StaffSyncResult> Sync(const Caller& caller, const StaffSync& sync);

 private:
  Environment env_;
};

}  // namespace nanolearn
