#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/unit_trees.h"
#include "service/domain/engagement.h"
#include "service/domain/person.h"

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
  Id merged_into = kNoId;  // who goes on for somebody who was merged; not filled in lists, where nobody was
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

// Operations on people; the errors are those of person_service.proto. Dates that are absent are today.
// Thread-safe.
class People {
 public:
  explicit People(const Environment& env) : env_(env) {}

  absl::StatusOr<PersonView> Get(const Caller& caller, const std::string& organisation, Id id,
                                 std::optional<Date> date);
  absl::StatusOr<PersonList> List(const Caller& caller, const PersonListQuery& query,
                                  const PageRequest& page);

 private:
  Environment env_;
  UnitTrees trees_;
};

}  // namespace nanolearn
