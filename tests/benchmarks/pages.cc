#include "tests/benchmarks/pages.h"

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/benchmarks/empty_http.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/process_memory.h"
#include "tests/benchmarks/statistics.h"
#include "tests/benchmarks/unary.h"
#include "tests/support/daemon.h"
#include "tests/support/http_load.h"
#include "tests/support/lesson_walk.h"

namespace nanolearn::benchmarks {
namespace {

using testing::HttpLoad;
using testing::HttpReply;
using testing::LessonWalk;

constexpr int kIdle = 10000;
constexpr int kReadAgain = 500;  // links whose pages are read and whose lessons are not done

std::string GetRequest(const std::string& address, const std::string& path) {
  return absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: ", address, "\r\n\r\n");
}

void ExpectNoneLost(const HttpLoad::Result& result) {
  if (result.lost > 0) std::cerr << "note: " << result.lost << " requests were not answered\n";
}

// The paths of links for all these assignments.
std::vector<std::string> MakeLinks(testing::TestClient& client, const std::vector<std::string>& assignments) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  std::map<std::string, std::string> paths;  // by assignment: the last is asked for several times at once
  const auto call = Unary<v1::CreateLinkRequest, v1::Link>(
      client,
      [&] {
        v1::CreateLinkRequest request;
        request.set_assignment(assignments[std::min(next++, assignments.size() - 1)]);
        return request;
      },
      [&](auto... arguments) { client.links->async()->CreateLink(arguments...); },
      [&](const v1::Link& link) {
        const std::lock_guard lock(mutex);
        paths[link.assignment()] = absl::StrCat("/l/", link.code());
      });
  while (next < assignments.size()) CallsPerSecond(64, absl::Seconds(1), call);
  std::vector<std::string> all;
  for (const auto& [assignment, path] : paths) all.push_back(path);
  return all;
}

// The same request on all connections, again and again.
double EmptyPerSecond(const EmptyHttp& empty, int connections, double seconds) {
  const std::string request = GetRequest(empty.address(), "/");
  HttpLoad load(empty.address(), connections);
  const HttpLoad::Result result =
      load.Run(absl::Seconds(seconds), [&](int, const HttpReply*) { return absl::string_view(request); });
  ExpectNoneLost(result);
  return result.per_second();
}

double PagesPerSecond(const std::string& address, const std::vector<std::string>& paths, int connections,
                      double seconds) {
  std::vector<std::string> requests;
  for (int i = 0; i < kReadAgain; ++i) requests.push_back(GetRequest(address, paths[i]));
  size_t next = 0;
  HttpLoad load(address, connections);
  const HttpLoad::Result result = load.Run(absl::Seconds(seconds), [&](int, const HttpReply* last) {
    if (last && last->status != 200) Fail(absl::StrCat("a lesson page came as ", last->head));
    return absl::string_view(requests[next++ % requests.size()]);
  });
  ExpectNoneLost(result);
  return result.per_second();
}

struct Lessons {
  double per_second = 0;
  double requests = 0;  // for each
};

// Whole lessons, from the first page to the last, each once: after `seconds` none is begun, and those that
// have been begun are finished. `next` is where the links go on that are not used up.
Lessons LessonsPerSecond(const std::string& address, const std::vector<std::string>& paths, size_t& next,
                         int connections, double seconds) {
  int64_t done = 0, requests = 0;
  std::vector<std::optional<LessonWalk>> walks(connections);
  HttpLoad load(address, connections);
  const absl::Time end = absl::Now() + absl::Seconds(seconds);
  const HttpLoad::Result result =
      load.Run(absl::Minutes(5), [&](int i, const HttpReply* last) -> absl::string_view {
        std::optional<LessonWalk>& walk = walks[i];
        if (walk) {
          const absl::string_view request = walk->Next(last);
          if (!request.empty()) return request;
          if (!walk->is_done()) Fail(absl::StrCat("a lesson does not go on: ", walk->problem()));
          ++done;
          requests += walk->requests();
          if (absl::Now() > end) return "";
        }
        if (next == paths.size()) return "";
        walk.emplace(address, paths[next++]);
        return walk->Next(nullptr);
      });
  ExpectNoneLost(result);
  return {static_cast<double>(done) / result.seconds,
          static_cast<double>(requests) / static_cast<double>(done)};
}

void MeasureConnections(const PageLoad& load, const EmptyHttp& empty, const std::string& address,
                        const std::vector<std::string>& paths, int connections, size_t& next,
                        Figures& figures) {
  std::vector<double> floors, pages, lessons;
  double requests = 0;
  for (int i = 0; i < load.rounds; ++i) {
    floors.push_back(EmptyPerSecond(empty, connections, load.seconds));
    pages.push_back(PagesPerSecond(address, paths, connections, load.seconds));
    if (next + connections > paths.size()) {
      std::cerr << "note: nearly all lessons are done; the last rounds are missing\n";
      break;
    }
    const Lessons result = LessonsPerSecond(address, paths, next, connections, load.seconds);
    lessons.push_back(result.per_second);
    requests = result.requests;
  }
  const double floor = Median(floors);
  figures.Add(absl::StrCat("floor.http_empty.", connections), floor, "requests/s", 0);
  figures.Add(absl::StrCat("lesson_pages.", connections), Median(pages), "pages/s", floor);
  if (lessons.empty()) return;
  figures.Add(absl::StrCat("lessons_completed.", connections), Median(lessons), "lessons/s",
              floor / requests);
  figures.Add(absl::StrCat("lesson_requests.", connections), Median(lessons) * requests, "requests/s", floor);
}

// Each connection has asked something once, so that the server has really taken it.
double MemoryWithIdle(const std::string& address, const std::string& path, pid_t pid) {
  const std::string request = GetRequest(address, path);
  HttpLoad load(address, kIdle);
  const HttpLoad::Result result = load.Run(absl::Minutes(5), [&](int, const HttpReply* last) {
    return last ? absl::string_view() : absl::string_view(request);
  });
  if (result.replies != kIdle)
    Fail(absl::StrFormat("%d of %d connections were served", result.replies, kIdle));
  return MegabytesOf(pid, "VmRSS");
}

void MeasureIdle(const EmptyHttp& empty, const testing::Daemon& daemon, Figures& figures) {
  if (!testing::AllowOpenFiles(kIdle + 200)) {
    std::cerr << "note: this machine does not allow " << kIdle << " connections; they are left out\n";
    return;
  }
  const double floor = MegabytesOf(empty.pid(), "VmRSS");
  const double before = MegabytesOf(daemon.pid(), "VmRSS");
  const double floor_idle = MemoryWithIdle(empty.address(), "/", empty.pid());
  const double idle = MemoryWithIdle(daemon.http_address(), "/healthz", daemon.pid());
  figures.Add("floor.http_empty_memory.0", floor, "MB", 0);
  figures.Add(absl::StrCat("floor.http_empty_memory.", kIdle), floor_idle, "MB", 0);
  figures.Add("http_memory.0", before, "MB", floor);
  figures.Add(absl::StrCat("http_memory.", kIdle), idle, "MB", floor_idle);
  figures.Add("http_memory_for_a_connection", (idle - before) * 1024 / kIdle, "KB",
              (floor_idle - floor) * 1024 / kIdle);
}

}  // namespace

void MeasurePages(const PageLoad& load, Figures& figures) {
  const EmptyHttp empty;
  testing::Daemon daemon;
  daemon.Start();
  testing::TestClient client(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()),
                             daemon.token());
  std::cerr << "making " << load.people << " people with lessons and links\n";
  MakeGroup(client, {.people = load.people, .modules = 20});
  const std::vector<std::string> paths = MakeLinks(client, AssignmentNames(client));
  // Without what making them has left in memory.
  daemon.Stop();
  daemon.Start();
  MeasureIdle(empty, daemon, figures);
  size_t next = kReadAgain;
  for (const int connections : {1, 32, 256}) {
    MeasureConnections(load, empty, daemon.http_address(), paths, connections, next, figures);
  }
}

}  // namespace nanolearn::benchmarks
