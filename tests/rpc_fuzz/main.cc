// rpc_fuzz SECONDS [SEED]: calls every method with messages that chance has made. Whatever comes, the server refuses or does it: it does
// not fail, hang or die. Exit code 1 when it did; the seed and the request are said.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/rpc_fuzz/mutator.h"
#include "tests/support/demo.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::MethodDescriptor;

// Names of what is there, so that calls get further than their form.
std::vector<std::string> NamesIn(TestClient& admin) {
  std::vector<std::string> names = {kAlvnas, absl::StrCat(kAlvnas, "/units/VON"), absl::StrCat(kAlvnas, "/units/20"),
                                    absl::StrCat(kAlvnas, "/sources/personal"), absl::StrCat(kAlvnas, "/subscriptions/hr"),
                                    absl::StrCat(kAlvnas, "/reportSchedules/q")};
  std::set<std::string> seen;
  v1::ListAssignmentsRequest request;
  request.set_parent(kAlvnas);
  for (const v1::Assignment& assignment : AllAssignments(admin, request)) {
    if (seen.size() > 30) break;
    for (const std::string& name : {assignment.name(), assignment.person(), assignment.module(), assignment.programme()}) {
      if (seen.insert(name).second) names.push_back(name);
    }
  }
  v1::ListSyncRunsRequest runs;
  runs.set_parent(kAlvnas);
  v1::ListSyncRunsResponse listed;
  if (admin.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin.sync_runs, runs, &listed).ok()) {
    for (const auto& run : listed.runs()) names.push_back(run.name());
  }
  return names;
}

// What would be our mistake, whatever was asked.
bool IsOurs(const grpc::Status& status, bool is_stream) {
  switch (status.error_code()) {
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::DATA_LOSS:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return true;
    case grpc::StatusCode::UNAVAILABLE:
      return ReasonOf(status) != "FIGURES_NOT_READY";  // after RebuildCompliance
    case grpc::StatusCode::UNIMPLEMENTED:
      return !is_stream;  // so gRPC itself refuses a stream whose request it cannot read
    default:
      return false;
  }
}

int Run(int seconds, unsigned seed) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  Mutator mutator(seed, NamesIn(admin));
  std::vector<const MethodDescriptor*> methods = AllMethods();
  std::map<grpc::StatusCode, int64_t> answers;
  int64_t calls = 0;
  const auto start = std::chrono::steady_clock::now();
  const auto end = start + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < end) {
    const MethodDescriptor& method = *methods[calls % methods.size()];
    const auto request = NewMessage(method.input_type());
    mutator.Fill(*request);
    const GenericAnswer answer =
        CallGenerically(server.channel(), server.admin_token(), method, mutator.Bytes(*request));
    ++answers[answer.status.error_code()];
    ++calls;
    if (!IsOurs(answer.status, method.server_streaming())) continue;
    std::cerr << "rpc_fuzz: seed " << seed << ", call " << calls << ": " << method.name() << " answered "
              << answer.status.error_code() << " " << answer.status.error_message().substr(0, 300) << "\nto "
              << request->ShortDebugString().substr(0, 3000) << "\n";
    return 1;
  }
  std::cout << "rpc_fuzz: seed " << seed << ", " << methods.size() << " methods, " << calls << " calls, "
            << calls / std::max(1, seconds) << "/s, " << answers[grpc::StatusCode::OK] << " done, "
            << calls - answers[grpc::StatusCode::OK] << " refused\n";
  return 0;
}

}  // namespace
}  // namespace nanolearn::testing

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 20;
  const auto seed = static_cast<unsigned>(
      argc > 2 ? std::strtoul(argv[2], nullptr, 10) : std::chrono::system_clock::now().time_since_epoch().count());
  return nanolearn::testing::Run(seconds, seed);
}
