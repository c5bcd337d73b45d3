// A sync is there as a whole or not at all, whenever the server dies.

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/staff_generator.h"

namespace nanolearn::testing {
namespace {

constexpr int kRows = 60000, kUnits = 600, kKills = 20;

class SyncCrash : public ::testing::Test {
 protected:
  SyncCrash() {
    daemon_.Start();
    TestClient client = Client();
    CreateOrganisation(client, "alvnas");
    v1::ImportUnitsRequest import;
    import.set_parent(kAlvnas);
    import.set_content(GeneratedTree(kUnits));
    v1::ImportUnitsResponse imported;
    EXPECT_TRUE(client.Call(&v1::UnitService::Stub::ImportUnits, *client.units, import, &imported).ok());
  }

  TestClient Client() {
    return TestClient(grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()),
                      daemon_.token());
  }

  // Whether it was applied; false when the server died over it.
  bool Send(const std::string& content, const std::string& request_id) {
    TestClient client = Client();
    v1::SyncPeopleResponse response;
    const grpc::Status status =
        client.Sync(HeaderFor("personal", "personal.csv", "2026-11-01", request_id), content, &response);
    if (!status.ok()) return false;
    EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
    return true;
  }

  // How many would change if a list came now; nothing does when it is what is stored.
  int Changes(const std::string& content) {
    TestClient client = Client();
    v1::SyncPeopleHeader header = HeaderFor("personal", "personal.csv", "2026-11-01");
    header.set_validate_only(true);
    v1::SyncPeopleResponse response;
    const grpc::Status status = client.Sync(header, content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    const v1::SyncCounts& counts = response.run().counts();
    EXPECT_EQ(counts.rows(), kRows);
    return counts.engagements_added() + counts.engagements_changed() + counts.engagements_ended() +
           counts.changes();
  }

  Daemon daemon_;
};

// In which everybody has another title than in the one before.
std::string NumberedList(int number) {
  return GeneratedStaffFile(
      {.rows = kRows, .units = kUnits, .generation = number, .other_titles = number % 2 == 1});
}

TEST_F(SyncCrash, LeavesTheListOrWhatWasBeforeIt) {
  const char* const given = std::getenv("TEST_SEED");
  const unsigned seed = given ? std::stoul(given) : std::random_device()();
  SCOPED_TRACE(absl::StrCat("TEST_SEED=", seed));
  std::mt19937 random(seed);
  ASSERT_TRUE(Send(NumberedList(0), "first"));
  // How long a whole one takes here: the kills come at any point of it.
  const absl::Time begin = absl::Now();
  std::string current = NumberedList(1);
  ASSERT_TRUE(Send(current, "second"));
  const absl::Duration whole = absl::Now() - begin;
  int applied = 0;
  for (int i = 0; i < kKills && !HasFailure(); ++i) {
    SCOPED_TRACE(absl::StrCat("kill ", i));
    const std::string next = NumberedList(2 + i);
    const std::string request_id = absl::StrCat("kill-", i);
    std::thread sender([&] { Send(next, request_id); });
    absl::SleepFor(whole * (static_cast<double>(random() % 1000) / 950));
    daemon_.Kill();
    sender.join();
    daemon_.Start();
    if (Changes(next) != 0) {
      EXPECT_EQ(Changes(current), 0) << "neither the one list nor the other";
      // What was interrupted can be run again.
      if (i % 4 == 0 && Send(next, request_id)) current = next;
      EXPECT_EQ(Changes(current), 0);
    } else {
      ++applied;
      EXPECT_TRUE(Send(next, request_id)) << "the same request again is the same run";
      EXPECT_EQ(Changes(next), 0);
      current = next;
    }
  }
  std::cerr << kKills << " kills, " << applied << " after the commit\n";
}

}  // namespace
}  // namespace nanolearn::testing
