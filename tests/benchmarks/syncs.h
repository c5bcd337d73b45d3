#pragma once

#include <fstream>
#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/process_memory.h"
#include "tests/support/daemon.h"
#include "tests/support/source_dir.h"
#include "tests/support/staff_generator.h"
#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

inline double SecondsOf(const std::function<void()>& work) {
  const absl::Time begin = absl::Now();
  work();
  return absl::ToDoubleSeconds(absl::Now() - begin);
}

// Staff lists of an organisation on a daemon.
class Syncs {
 public:
  explicit Syncs(const testing::Daemon& daemon)
      : daemon_(daemon),
        client_(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()), daemon.token()) {}

  void Prepare(int units) {
    v1::CreateOrganisationRequest create;
    create.set_organisation_id("bench");
    create.mutable_organisation()->set_display_name("Bench");
    create.mutable_organisation()->set_time_zone("Europe/Stockholm");
    v1::Organisation organisation;
    Check(client_.Call(&v1::OrganisationService::Stub::CreateOrganisation, *client_.organisations, create,
                       &organisation));
    v1::ImportUnitsRequest import;
    import.set_parent(kGroup);
    import.set_content(testing::GeneratedTree(units));
    import.set_file_name("units.csv");
    v1::ImportUnitsResponse imported;
    Check(client_.Call(&v1::UnitService::Stub::ImportUnits, *client_.units, import, &imported));
  }

  // Seconds, with the upload.
  double Sync(const std::string& content, int* changed = nullptr) {
    v1::SyncPeopleHeader header;
    header.set_parent(kGroup);
    header.set_source("personal");
    header.set_mapping(testing::ReadFile(nanolearn::testing::SourcePath("deploy/demo/mappings/personal.toml")));
    header.set_file_name("staff.csv");
    v1::SyncPeopleResponse response;
    const double seconds = SecondsOf([&] { Check(client_.Sync(header, content, &response)); });
    if (response.run().state() != v1::SYNC_RUN_STATE_APPLIED) Fail(response.run().ShortDebugString());
    const v1::SyncCounts& counts = response.run().counts();
    if (changed) {
      *changed = counts.joins() + counts.additions() + counts.moves() + counts.changes() + counts.leaves();
    }
    return seconds;
  }

  testing::TestClient& client() { return client_; }

  void ForgetPeak() { std::ofstream(absl::StrCat("/proc/", daemon_.pid(), "/clear_refs")) << "5"; }
  double PeakMegabytes() const { return MegabytesOf(daemon_.pid(), "VmHWM"); }

 private:
  const testing::Daemon& daemon_;
  testing::TestClient client_;
};

}  // namespace nanolearn::benchmarks
