#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/unit_trees.h"
#include "service/domain/assignment.h"

namespace nanolearn {

struct AssignmentView {
  Assignment assignment;  // its complete_date is absent when it lies after the day asked about
  AssignmentState state = AssignmentState::kNotYetDue;
  std::string person_display_name;  // empty for a protected identity
  std::string module;               // slugs
  std::string programme;
  std::vector<AssignmentException> exceptions;  // not in lists
};

struct AssignmentList {
  std::vector<AssignmentView> assignments;
  std::string next_page_token;
};

struct AssignmentListQuery {
  std::string organisation;
  std::optional<Date> as_of;
  Id person_id = kNoId;
  std::string module;  // slugs and codes; empty: all
  std::string programme;
  std::string unit_code;
  std::vector<AssignmentState> states;
};

// Sentences.
struct AssignmentExplanation {
  AssignmentView assignment;
  std::vector<std::string> audience, opens, due, closes, state;
};

struct ExceptionRequest {
  std::string organisation;
  std::vector<Id> assignment_ids;
  ExceptionKind kind = ExceptionKind::kWaiver;
  Date day;  // the last day of a waiver, the new due date of an extension
  std::string reason;
  std::string request_id;
};

struct ExceptionEnd {
  std::string organisation;
  Id assignment_id = kNoId;
  Id exception_id = kNoId;  // kNoId: the one that can be ended
  std::string request_id;
};

// Operations on assignments; the errors are those of assignment_service.proto. Dates that are absent are
// today. Thread-safe.
class Assignments {
 public:
  explicit Assignments(const Environment& env) : env_(env) {}

  absl::StatusOr<AssignmentView> Get(const Caller& caller, const std::string& organisation, Id id,
                                     std::optional<Date> as_of);
  absl::StatusOr<AssignmentList> List(const Caller& caller, const AssignmentListQuery& query,
                                      const PageRequest& page);
  absl::StatusOr<AssignmentExplanation> Explain(const Caller& caller, const std::string& organisation, Id id,
                                                std::optional<Date> as_of);
  // As they are then, in the request's order.
  absl::StatusOr<std::vector<AssignmentView>> Except(const Caller& caller, const ExceptionRequest& request);
  absl::StatusOr<AssignmentView> EndException(const Caller& caller, const ExceptionEnd& request);

 private:
  Environment env_;
  UnitTrees trees_;
};

}  // namespace nanolearn
