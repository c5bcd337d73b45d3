// Whoever reads a lesson gets it, however many others are there and however slow they are.

#include "tests/support/http_load.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/http_client.h"
#include "tests/support/lesson_walk.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

constexpr int kIdle = 10000;
constexpr int kSlow = 200;

// The server in a process of its own, connections are open files at both ends, and two lessons on it.
struct LessonLoad {
  LessonLoad() {
    daemon.Start();
    TestClient admin(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()),
                     daemon.token());
    CreateOrganisation(admin, "alvnas");
    ImportDemoUnits(admin);
    SyncFile(admin, "fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
    PublishModule(admin, "phishing");
    CreateDemoProgramme(admin, "all", {"phishing"});
    v1::ListAssignmentsRequest request;
    request.set_as_of("2026-11-20");
    for (const v1::Assignment& assignment : AllAssignments(admin, request)) {
      if (paths.size() < 3) paths.push_back(PathOfLink(admin, assignment.name()));
    }
  }

  static std::string PathOfLink(TestClient& admin, const std::string& assignment) {
    v1::CreateLinkRequest request;
    request.set_assignment(assignment);
    v1::Link link;
    const grpc::Status status = admin.Call(&v1::LinkService::Stub::CreateLink, *admin.links, request, &link);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return absl::StrCat("/l/", link.code());
  }

  Daemon daemon;
  std::vector<std::string> paths;
};

class HttpLoadTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lessons_ = std::make_unique<LessonLoad>(); }
  static void TearDownTestSuite() { lessons_.reset(); }

  static std::string Address() { return lessons_->daemon.http_address(); }
  static std::string Path() { return lessons_->paths.front(); }

  static void ExpectALessonIsRead() {
    const HttpAnswer answer = HttpClient(Address(), "").Send("GET", Path());
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(absl::StrContains(answer.body, "</html>")) << answer.body;
  }

  // From the first page to the last, once for each lesson there is.
  static void ExpectALessonIsDone() {
    ASSERT_GT(lessons_->paths.size(), 1u);
    LessonWalk walk(Address(), lessons_->paths.back());
    lessons_->paths.pop_back();
    HttpLoad(Address(), 1).Run(absl::Minutes(1), [&](int, const HttpReply* last) { return walk.Next(last); });
    EXPECT_TRUE(walk.is_done()) << walk.problem();
  }

 private:
  static std::unique_ptr<LessonLoad> lessons_;
};

std::unique_ptr<LessonLoad> HttpLoadTest::lessons_;

// Opens connections and writes a byte on each of them, and another when all have got theirs, and so on, until
// it is gone.
class SlowClients {
 public:
  SlowClients(const std::string& address, const std::string& path) {
    const std::string get = absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: ", address, "\r\nX-Slow: ");
    const std::string post = absl::StrCat("POST ", path, "/start HTTP/1.1\r\nHost: ", address,
                                          "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                          "Content-Length: 8000\r\n\r\n");
    for (int i = 0; i < kSlow; ++i) {
      clients_.push_back(std::make_unique<HttpConnection>(address));
      // Every other is in the middle of its body, the rest in the middle of their headers.
      clients_.back()->Write(i % 2 ? post : get);
    }
    thread_ = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested()) {
        for (auto& client : clients_) lost_ += !client->Write("x");
        ++rounds_;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
  }

  void AwaitRound() {
    const int now = rounds_;
    EXPECT_TRUE(WaitFor([&] { return rounds_ > now + 1; }));
  }
  int lost() const { return lost_; }

 private:
  std::vector<std::unique_ptr<HttpConnection>> clients_;
  std::atomic<int> rounds_ = 0, lost_ = 0;
  std::jthread thread_;
};

TEST_F(HttpLoadTest, TenThousandConnectionsDoNotStopALesson) {
  if (!AllowOpenFiles(kIdle + 500)) GTEST_SKIP() << "this machine does not allow so many connections";
  const std::string request = absl::StrCat("GET /healthz HTTP/1.1\r\nHost: ", Address(), "\r\n\r\n");
  HttpLoad idle(Address(), kIdle);
  // Each has been served once, so that the server really has them all.
  const HttpLoad::Result result = idle.Run(absl::Minutes(1), [&](int, const HttpReply* last) {
    return last ? absl::string_view() : absl::string_view(request);
  });
  EXPECT_EQ(result.replies, kIdle);
  EXPECT_EQ(result.lost, 0);
  ExpectALessonIsRead();
  ExpectALessonIsDone();
  EXPECT_EQ(idle.CountClosed(), 0) << "they are there still";
}

TEST_F(HttpLoadTest, SlowClientsDoNotStopALesson) {
  SlowClients slow(Address(), Path());
  for (int i = 0; i < 3; ++i) {
    slow.AwaitRound();
    ExpectALessonIsRead();
  }
  ExpectALessonIsDone();
  EXPECT_EQ(slow.lost(), 0) << "they are there still";
}

TEST_F(HttpLoadTest, ManyWhoReadAtOnceAllGetTheirPage) {
  const std::string request = absl::StrCat("GET ", Path(), " HTTP/1.1\r\nHost: ", Address(), "\r\n\r\n");
  int pages = 0;
  std::vector<int> asked(256);
  HttpLoad load(Address(), static_cast<int>(asked.size()));
  const HttpLoad::Result result = load.Run(absl::Minutes(1), [&](int i, const HttpReply* last) {
    pages += last && last->status == 200 && absl::StrContains(last->body, "</html>");
    return asked[i]++ < 4 ? absl::string_view(request) : absl::string_view();
  });
  EXPECT_EQ(result.replies, 1024);
  EXPECT_EQ(pages, 1024);
}

TEST_F(HttpLoadTest, HeadersOfEightKilobytesAreTakenAndHugeOnesRefused) {
  const auto send = [&](size_t bytes) {
    return HttpClient(Address(), "").Send("GET", Path(), "", {{"Cookie", std::string(bytes, 'x')}}).status;
  };
  EXPECT_EQ(send(8000), 200);
  const int huge = send(1 << 20);
  EXPECT_TRUE(huge == 431 || huge == 0) << huge;
  ExpectALessonIsRead();
}

}  // namespace
}  // namespace nanolearn::testing
