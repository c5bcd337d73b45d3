// The CLI goes on by itself with a large file when the server goes away in the middle.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "admin-cli/cli.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

constexpr char kRequestId[] = "resumed";
constexpr size_t kPadding = 8000;  // bytes in each row

// The November file with a column that makes it large.
void WriteLargeFile(const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  bool is_header = true;
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(ReadTestData("personal_2026-11.csv"), "\r\n"))) {
    if (line.empty()) continue;
    file << line << ";" << (is_header ? "Organisation2" : std::string(kPadding, 'x')) << "\r\n";
    is_header = false;
  }
}

class Resume : public ::testing::Test {
 protected:
  Resume() {
    daemon_.Start();
    TestClient admin = Client();
    CreateOrganisation(admin, "alvnas");
    ImportDemoUnits(admin);
    WriteLargeFile(File());
  }

  TestClient Client() {
    return TestClient(grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()),
                      daemon_.token());
  }
  std::string File() const { return absl::StrCat(daemon_.directory(), "/personal.csv"); }

  int Sync(std::ostream& out, std::ostream& err) {
    cli::Environment environment;
    environment.variables = {{"NANOLEARN_ADDRESS", daemon_.address()},
                             {"NANOLEARN_TOKEN", daemon_.token()},
                             {"NANOLEARN_ORGANISATION", "alvnas"},
                             {"HOME", "/nonexistent"}};
    const std::string mapping = SourcePath("deploy/demo/mappings/personal.toml");
    return cli::RunCli({"people", "sync", "--source", "personal", "--mapping", mapping, "--effective",
                        "2026-11-01", "--request-id", kRequestId, File()},
                       out, err, environment);
  }

  void AwaitReceived(int64_t bytes) {
    TestClient client = Client();
    v1::GetSyncUploadRequest request;
    request.set_parent(kAlvnas);
    request.set_request_id(kRequestId);
    v1::GetSyncUploadResponse response;
    for (const absl::Time deadline = absl::Now() + absl::Seconds(60); absl::Now() < deadline;) {
      const auto status =
          client.Call(&v1::PersonService::Stub::GetSyncUpload, *client.people, request, &response);
      if (status.ok() && response.received_bytes() >= bytes) return;
    }
    FAIL() << "the file does not come";
  }

  Daemon daemon_;
};

TEST_F(Resume, AfterTheServerWasKilledAndStartedAgain) {
  std::ostringstream out, err;
  int code = -1;
  std::thread sync([&] { code = Sync(out, err); });
  AwaitReceived(4 << 20);
  daemon_.Kill();
  daemon_.Start();
  sync.join();
  EXPECT_EQ(code, 0) << err.str();
  EXPECT_NE(out.str().find("rows_used\t2458\n"), std::string::npos) << out.str();
}

}  // namespace
}  // namespace nanolearn::testing
