#pragma once

#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "service/jobs/drop_run.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

struct DropOptions {
  std::string directory;
  absl::Duration scan_interval = absl::Seconds(3);
  absl::Duration settle = absl::Seconds(10);  // so long a file must have looked the same
  int keep_days = 30;                         // until files that have been dealt with are deleted
};

// Watches the folders DIRECTORY/<organisation>/<source> of all sources that come as files, and runs what is
// delivered there. Several servers may share a directory. Used by one thread.
class DropFolders {
 public:
  // `syncs` outlives it.
  DropFolders(const Environment& env, StaffSyncs& syncs, DropOptions options);

  // Looks once; returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  struct Retry {
    int tries = 0;
    absl::Time due;  // of the steady time
  };
  // What is known of one folder from one look to the next.
  struct Folder {
    SettledFiles settled;
    std::map<Id, Retry> retries;  // by pickup
    std::set<std::string> refused;
    bool looked_at = false;
    absl::CivilDay cleaned;
  };

  absl::StatusOr<std::vector<DropSource>> Sources();
  void Look(const DropSource& source, std::stop_token stop);
  // Logs once where files lie that nobody picks up, for as long as they lie there.
  void LookForStrays(const std::vector<DropSource>& sources);
  void GoOn(const DropSource& source, const DropFolder& files, Folder& folder, std::stop_token stop);
  void PickUp(const DropSource& source, const DropFolder& files, Folder& folder, std::stop_token stop);
  void RunFile(const DropSource& source, const DropFolder& files, Folder& folder, const WorkName& file);
  void SayOnce(const std::string& path, const std::vector<std::string>& refused, Folder& folder);
  void Clean(const DropSource& source, const DropFolder& files, Folder& folder);
  // Logs a trouble once, until it is another one or over.
  void Complain(const std::string& about, absl::string_view trouble);

  Environment env_;
  DropRunner runner_;
  const DropOptions options_;
  const Id server_;                        // this process among those that share the directory
  std::map<std::string, Folder> folders_;  // by organisation/source
  std::map<std::string, std::string> troubles_;
  std::set<std::string> strays_;  // organisation/place
  int run_ = 0;                   // files, in this look
};

}  // namespace nanolearn
