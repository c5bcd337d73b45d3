#pragma once
// An invented group of any size with two years of history, written past the server: facts in bulk, timelines
// and figures with the product's own code.

#include <string>
#include <vector>

#include "tests/benchmarks/group.h"
#include "tests/support/daemon.h"
#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

struct Population {
  std::string team;        // a unit with nobody below it; names in the API
  std::string department;  // a unit with thirty teams
};

// Fills a daemon that holds nothing yet: a tree of five levels with a team for about 220 people, employees
// and elected, and one programme of modules that opened one after another over the last two years. One person
// in ten came or went since, some moved or were on leave; about 85 % of what has opened is completed. The
// same each time but for the day it is. Tells on stderr how far it is.
Population MakePopulation(const testing::Daemon& daemon, testing::TestClient& client, const GroupSize& size);

}  // namespace nanolearn::benchmarks
