#pragma once

#include <string>

#include "service/storage/mysql/connection_options.h"
#include "tests/support/browser.h"
#include "tests/support/daemon.h"
#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

// Somebody who answers for a unit, given by its name; empty: for all of the organisation. Signed in as people
// are: by a link in a mail, which is read from the outbox.
testing::Browser SignInManager(const testing::Daemon& daemon, testing::TestClient& client,
                               const mysql::ConnectionOptions& database, const std::string& unit);

// Fails when the answer is no page.
void GetPage(testing::Browser& browser, const std::string& path);

}  // namespace nanolearn::benchmarks
