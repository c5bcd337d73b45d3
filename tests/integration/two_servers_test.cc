// Keys of several servers on one database, each with a file of its own.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/integration/keys_fixture.h"
#include "tests/support/health.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;

// There is a second one.
class TwoServersTest : public KeysFixture {
 protected:
  TwoServersTest() : options_(server_.options()) {
    options_.data_directory += "/second";
    fs::create_directory(options_.data_directory);
    CopyKeys();
  }
  void CopyKeys() {
    fs::copy(KeyFileIn(server_.options().data_directory), KeyFileIn(options_.data_directory),
             fs::copy_options::overwrite_existing);
  }
  void StartSecond() {
    auto second = Server::Start(options_, server_.clock());
    ASSERT_TRUE(second.ok()) << second.status();
    second_ = *std::move(second);
  }
  std::shared_ptr<grpc::Channel> ChannelToSecond() {
    return grpc::CreateChannel(second_->address(), grpc::InsecureChannelCredentials());
  }
  TestClient AtSecond() { return TestClient(ChannelToSecond(), server_.admin_token()); }
  // What it answers to a call that says little.
  std::string ReasonAtSecond() {
    const TestClient client = AtSecond();
    v1::GetStatusResponse response;
    return ReasonOf(client.Call(&v1::StatusService::Stub::GetStatus, *client.status, v1::GetStatusRequest(), &response));
  }

  ServerOptions options_;
  std::unique_ptr<Server> second_;
};

TEST_F(TwoServersTest, OneThatLacksTheKeyAnswersNothingUntilItHasIt) {
  StartSecond();
  const HttpClient http(second_->http_address(), "");
  EXPECT_EQ(ReasonAtSecond(), "");
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 200);
  EXPECT_EQ(HealthOf(ChannelToSecond()), kServing);
  Rotate(2);
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond() == "KEY_MISSING"; }));
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 503);
  EXPECT_TRUE(WaitFor([&] { return HealthOf(ChannelToSecond()) == kNotServing; }));
  EXPECT_EQ(ReasonOf(Server::Start(options_, server_.clock()).status()), "KEY_MISSING") << "nor does one start";
  CopyKeys();
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond().empty(); }));
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 200);
  EXPECT_TRUE(WaitFor([&] { return HealthOf(ChannelToSecond()) == kServing; }));
  TestClient second = AtSecond();
  ExpectNoChange(Sync(second, Keyed(), Everybody()));
}

TEST_F(TwoServersTest, OneWithAnotherFirstKeyIsWellOnceTheFileIsCopied) {
  fs::remove(KeyFileIn(options_.data_directory));
  StartSecond();
  EXPECT_EQ(ReasonAtSecond(), "") << "nothing tells it before the first rotation";
  Rotate(2);
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond() == "KEY_MISSING"; }));
  CopyKeys();
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond().empty(); }));
  TestClient second = AtSecond();
  ExpectNoChange(Sync(second, Keyed(), Everybody()));
}

TEST_F(TwoServersTest, BothFollowAtOnceAndEachTakesWhatTheOtherMakes) {
  Sync(ByNumber(), EverybodyByNumber());
  Subscribe();
  SetProvider();
  StartSecond();
  AddKey(server_.options());
  CopyKeys();
  ASSERT_TRUE(WaitFor([&] { return second_->operations().env.keys.size() == 2; }));
  v1::Key key;
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  // Whatever the second one knows already.
  const std::string code = CodeOf("Anna");
  EXPECT_TRUE(second_->operations().lessons.Open(code).ok());
  TestClient second = AtSecond();
  ExpectNoChange(Sync(second, ByNumber(), EverybodyByNumber()));
  ASSERT_TRUE(AwaitRotation(admin_));
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2"), 1);
  ExpectNoChange(Sync(second, ByNumber(), EverybodyByNumber()));
  ExpectSecretsUnder(2);
}

}  // namespace
}  // namespace nanolearn::testing
