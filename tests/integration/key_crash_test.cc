// A rotation goes on where it was, whenever the server dies.

#include <gtest/gtest.h>

#include <random>

#include "tests/integration/keys_fixture.h"
#include "tests/support/daemon.h"
#include "tests/support/staff_generator.h"

namespace nanolearn::testing {
namespace {

constexpr int kRows = 8000, kUnits = 80, kKills = 6;

class KeyCrash : public ::testing::Test {
 protected:
  KeyCrash() {
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
    return TestClient(grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()), daemon_.token());
  }

  v1::SyncCounts Send(const std::string& content) {
    TestClient client = Client();
    v1::SyncPeopleResponse response;
    const grpc::Status status = client.Sync(HeaderFor("personal", "personal.csv", "2026-11-01"), content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
    return response.run().counts();
  }

  Daemon daemon_;
};

TEST_F(KeyCrash, GoesOnWhereItWas) {
  const char* const given = std::getenv("TEST_SEED");
  const unsigned seed = given ? std::stoul(given) : std::random_device()();
  SCOPED_TRACE(absl::StrCat("TEST_SEED=", seed));
  std::mt19937 random(seed);
  const std::string content = GeneratedStaffFile({.rows = kRows, .units = kUnits});
  Send(content);
  for (int i = 0; i < kKills && !HasFailure(); ++i) {
    SCOPED_TRACE(absl::StrCat("kill ", i));
    ASSERT_EQ(daemon_.Run({"keys", "add", "--data", daemon_.data_directory()}), 0);
    v1::Key key;
    const grpc::Status status = UseKey(Client(), i + 2, &key);
    ASSERT_TRUE(status.ok()) << status.error_message();
    absl::SleepFor(absl::Milliseconds(random() % 3000));  // the kill comes at any point of it
    daemon_.Kill();
    daemon_.Start();
    // Now and then another key comes before the last one has got everywhere.
    if (i % 2 == 0) continue;
    ASSERT_TRUE(AwaitRotation(Client()));
    const v1::SyncCounts counts = Send(content);
    EXPECT_EQ(counts.engagements_unchanged(), kRows) << counts.ShortDebugString();
    EXPECT_EQ(counts.people_added(), 0) << counts.ShortDebugString();
  }
}

}  // namespace
}  // namespace nanolearn::testing
