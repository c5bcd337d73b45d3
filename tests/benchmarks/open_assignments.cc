#include "tests/benchmarks/open_assignments.h"

#include <algorithm>
#include <random>

#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"

namespace nanolearn::benchmarks {

OpenAssignments::OpenAssignments(const testing::TestClient& client, size_t most) {
  v1::ListAssignmentsRequest request;
  request.set_parent(kGroup);
  request.set_page_size(1000);
  request.add_states(v1::ASSIGNMENT_STATE_NOT_YET_DUE);
  request.add_states(v1::ASSIGNMENT_STATE_OVERDUE);
  v1::ListAssignmentsResponse response;
  do {
    request.set_page_token(response.next_page_token());
    response.Clear();
    Check(client.Call(&v1::AssignmentService::Stub::ListAssignments, *client.assignments, request, &response));
    for (const v1::Assignment& assignment : response.assignments()) names_.push_back(assignment.name());
  } while (!response.next_page_token().empty() && names_.size() < most);
  if (names_.empty()) Fail("there is no open assignment");
  // Those that are completed together are of other people, as in life.
  std::shuffle(names_.begin(), names_.end(), std::mt19937(1));
}

}  // namespace nanolearn::benchmarks
