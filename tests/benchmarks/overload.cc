#include "tests/benchmarks/overload.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/statistics.h"
#include "tests/support/health.h"
#include "tests/support/http_client.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kUsual = 64;                // callers with which a server of this size is at its best
constexpr int kCallersTogether = 500;     // on one connection; more than a thousand would wait in the client
constexpr absl::Duration kAsked = absl::Milliseconds(50);  // so often for health

struct Outcome {
  double answered = 0, refused = 0;  // calls a second
};

// Callers on connections of their own, who read one person again and again.
class Crowd {
 public:
  Crowd(const testing::Daemon& daemon, int callers, std::string person)
      : callers_(callers), person_(std::move(person)), running_(callers) {
    for (int i = 0; i < callers; i += kCallersTogether) clients_.push_back(Connect(daemon));
  }

  Outcome Run(absl::Duration duration) {
    const absl::Time begin = absl::Now();
    end_ = begin + duration;
    for (int i = 0; i < callers_; ++i) Call(*clients_[i / kCallersTogether]);
    running_.Wait();
    if (lost_ > 0) Fail(absl::StrCat(lost_.load(), " calls were neither answered nor refused as they should be"));
    const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
    return {answered_ / seconds, refused_ / seconds};
  }

 private:
  struct OneCall {
    grpc::ClientContext context;
    v1::GetPersonRequest request;
    v1::Person response;
  };

  static std::unique_ptr<testing::TestClient> Connect(const testing::Daemon& daemon) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel =
        grpc::CreateCustomChannel(daemon.address(), grpc::InsecureChannelCredentials(), arguments);
    channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return std::make_unique<testing::TestClient>(channel, daemon.token());
  }

  void Call(const testing::TestClient& client) {
    auto* call = new OneCall;
    call->request.set_name(person_);
    client.Prepare(call->context);
    client.people->async()->GetPerson(&call->context, &call->request, &call->response,
                                      [this, call, &client](const grpc::Status& status) {
                                        delete call;
                                        Count(status.error_code());
                                        if (absl::Now() < end_) return Call(client);
                                        running_.DecrementCount();
                                      });
  }

  void Count(grpc::StatusCode code) {
    const bool is_refusal = code == grpc::StatusCode::RESOURCE_EXHAUSTED || code == grpc::StatusCode::UNAVAILABLE;
    ++(code == grpc::StatusCode::OK ? answered_ : is_refusal ? refused_ : lost_);
  }

  const int callers_;
  const std::string person_;
  std::vector<std::unique_ptr<testing::TestClient>> clients_;
  absl::Time end_;
  absl::BlockingCounter running_;
  std::atomic<int64_t> answered_ = 0, refused_ = 0, lost_ = 0;
};

// Asks for health as a load balancer does, on connections of its own.
class HealthWatch {
 public:
  explicit HealthWatch(const testing::Daemon& daemon)
      : channel_(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials())),
        http_(daemon.http_address(), ""),
        thread_([this] { Run(); }) {}

  // The longest of both, in milliseconds. Fails when one was not healthy.
  double Stop() {
    stop_ = true;
    thread_.join();
    if (ill_ > 0) Fail(absl::StrCat("health was denied ", ill_.load(), " times"));
    return longest_;
  }

 private:
  void Run() {
    while (!stop_) {
      const absl::Time begin = absl::Now();
      if (testing::HealthOf(channel_) != testing::kServing) ++ill_;
      if (http_.Send("GET", "/healthz").status != 200) ++ill_;
      longest_ = std::max(longest_, absl::ToDoubleMilliseconds(absl::Now() - begin));
      absl::SleepFor(kAsked);
    }
  }

  const std::shared_ptr<grpc::Channel> channel_;
  testing::HttpClient http_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> ill_ = 0;
  double longest_ = 0;
  std::thread thread_;
};

std::string SomePerson(const testing::Daemon& daemon) {
  const testing::TestClient client(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()),
                                   daemon.token());
  v1::ListPeopleRequest request;
  request.set_parent(kGroup);
  request.set_page_size(1);
  v1::ListPeopleResponse response;
  Check(client.Call(&v1::PersonService::Stub::ListPeople, *client.people, request, &response));
  if (response.people().empty()) Fail("there is nobody to read");
  return response.people(0).name();
}

}  // namespace

void MeasureOverload(const Rounds& rounds, const testing::Daemon& daemon, const std::string& curve, Figures& figures) {
  const std::string person = SomePerson(daemon);
  const auto run = [&](int callers) { return Crowd(daemon, callers, person).Run(absl::Seconds(rounds.seconds)); };
  std::ofstream lines;
  if (!curve.empty()) lines.open(curve);
  double best = 0;
  for (const int callers : {1, 8, kUsual, 256, 10 * kUsual, 2000, 5000, 10000}) {
    std::vector<double> answered, refused, health;
    for (int i = 0; i < rounds.count; ++i) {
      HealthWatch watch(daemon);
      const Outcome outcome = run(callers);
      health.push_back(watch.Stop());
      answered.push_back(outcome.answered);
      refused.push_back(outcome.refused);
    }
    best = std::max(best, Median(answered));
    figures.Add(absl::StrCat("overload.answered.", callers), Median(answered), "calls/s", best);
    figures.Add(absl::StrCat("overload.refused.", callers), Median(refused), "calls/s", 0);
    figures.Add(absl::StrCat("overload.longest_health.", callers), Median(health), "ms", 0);
    if (lines.is_open()) lines << callers << ' ' << Median(answered) << ' ' << Median(refused) << '\n';
  }
  figures.Add(absl::StrCat("overload.answered_right_after.", kUsual), run(kUsual).answered, "calls/s", best);
}

}  // namespace nanolearn::benchmarks
