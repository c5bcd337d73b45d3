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
// all modules for everybody, opened on 2026-11-02. Fails when the server refuses.
void MakeGroup(testing::TestClient& client, const GroupSize& size);

// The parts of it. The organisation, with the tree of a file of units, as it always was.
void MakeOrganisation(testing::TestClient& client, const std::string& units);
// So many modules of one revision: the shipped ones, over again under other ids. Their ids.
std::vector<std::string> PublishModules(testing::TestClient& client, int count);

// The names of all assignments, in the order of the list.
std::vector<std::string> AssignmentNames(testing::TestClient& client);

inline constexpr char kGroup[] = "organisations/bench";

// What a status says; empty when it is OK.
std::string RefusalOf(const grpc::Status& status);
// Fails with that unless it is OK.
void Check(const grpc::Status& status);

}  // namespace nanolearn::benchmarks
