#pragma once

#include <string>
#include <vector>

#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

namespace v1 = nanolearn::v1;

struct GroupSize {
  int people = 10000;
  int modules = 20;
};

// Makes an invented group on the server: a tree of people/50 teams, one employment each, and one programme of
// all modules for everybody, opened on 2026-11-02. Ends the program with a sentence when the server refuses.
void MakeGroup(testing::TestClient& client, const GroupSize& size);

// The parts of it. The organisation, with the tree of a file of units, as it always was.
void MakeOrganisation(testing::TestClient& client, const std::string& units);
// So many modules of one revision: the shipped ones, over again under other ids. Their ids.
std::vector<std::string> PublishModules(testing::TestClient& client, int count);

// The names of all assignments, in the order of the list.
std::vector<std::string> AssignmentNames(testing::TestClient& client);

inline constexpr char kGroup[] = "organisations/bench";

// Ends the program with the status' sentence unless it is OK.
void Check(const grpc::Status& status);

}  // namespace nanolearn::benchmarks
