#include "tests/benchmarks/keys.h"

#include <algorithm>
#include <iostream>

#include "tests/benchmarks/syncs.h"
#include "tests/support/demo.h"

namespace nanolearn::benchmarks {
namespace {

// Whether there is an organisation whose people are under the first key.
bool IsRotating(const testing::TestClient& client) {
  v1::ListKeysResponse keys;
  Check(client.Call(&v1::KeyService::Stub::ListKeys, *client.keys, v1::ListKeysRequest(), &keys));
  return keys.keys(0).organisations() > 0;
}

}  // namespace

void MeasureKeys(int rows, Figures& figures) {
  testing::Daemon daemon;
  daemon.Start();
  Syncs syncs(daemon);
  const testing::GeneratedStaff staff{.rows = rows, .units = std::min(2000, std::max(20, rows / 100))};
  syncs.Prepare(staff.units);
  const std::string content = testing::GeneratedStaffFile(staff);
  std::cerr << "rotating the keys of " << rows << " people\n";
  syncs.Sync(content);
  const auto name = [rows](const char* what) { return absl::StrCat("keys.", what, ".", rows); };
  figures.Add(name("list_before"), syncs.Sync(content), "s", 0);
  if (daemon.Run({"keys", "add", "--data", daemon.data_directory()}) != 0) Fail("nanolearnd keys add failed");
  syncs.ForgetPeak();
  double longest = 0;
  const double seconds = SecondsOf([&] {
    v1::UseKeyRequest use;
    use.set_name("keys/2");
    v1::Key key;
    Check(syncs.client().Call(&v1::KeyService::Stub::UseKey, *syncs.client().keys, use, &key));
    while (IsRotating(syncs.client())) {
      longest = std::max(longest, SecondsOf([&] { testing::CreateToken(syncs.client(), v1::ROLE_HR, "", kGroup); }));
    }
  });
  figures.Add(name("rotation"), seconds, "s", 0);
  figures.Add(name("rotation_memory"), syncs.PeakMegabytes(), "MB", 0);
  figures.Add(name("longest_wait"), longest, "s", 0);
  figures.Add(name("list_after"), syncs.Sync(content), "s", 0);
}

}  // namespace nanolearn::benchmarks
