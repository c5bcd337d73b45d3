#include "service/jobs/drop_folders.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/jobs/organisations.h"
#include "service/jobs/stray_files.h"

namespace nanolearn {
namespace {

// After which a file that another server has claimed is taken over. It would do no harm if that server were
// still at work: both come to the same run.
constexpr absl::Duration kLease = absl::Minutes(30);
constexpr absl::Duration kLongestDelay = absl::Minutes(1);

// Unlike the clock it never jumps.
absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

std::string PathOf(const DropSource& source) {
  return absl::StrCat(source.organisation.slug, "/", source.source.name);
}

std::string SentenceAbout(const std::string& place) {
  if (place == ".") {
    return "files lie beside the folders of the sources and are not picked up; put them into the folder of "
           "one";
  }
  if (place == "?") return "files lie in a folder that is no source's and are not picked up";
  return absl::StrCat(
      "files lie in the folder ", place,
      " and are not picked up: there is no source of files of this name; make it with nanolearn "
      "sources set ",
      place, " --mapping FILE, or put them into the folder of another");
}

}  // namespace

DropFolders::DropFolders(const Environment& env, StaffSyncs& syncs, DropOptions options)
    : env_(env), runner_(env, syncs), options_(std::move(options)), server_(env.ids.Next()) {}

absl::Duration DropFolders::Run(std::stop_token stop, JobLog& log) {
  // Without the database there is nothing to look for; the store has logged that.
  const absl::StatusOr<std::vector<DropSource>> sources = Sources();
  if (!sources.ok()) return options_.scan_interval;
  run_ = 0;
  for (const DropSource& source : *sources) {
    if (stop.stop_requested()) break;
    Look(source, stop);
  }
  if (!stop.stop_requested()) LookForStrays(*sources);
  if (run_ > 0) log.Worked(absl::StrCat("ran ", run_, run_ == 1 ? " file" : " files"));
  for (const auto& [about, trouble] : troubles_) {
    if (!trouble.empty()) log.Failed("there is trouble with a drop folder; the server's log says which");
  }
  return options_.scan_interval;
}

absl::StatusOr<std::vector<DropSource>> DropFolders::Sources() {
  ASSIGN_OR_RETURN(const std::vector<Organisation> organisations, AllOrganisations(env_));
  std::vector<DropSource> sources;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    sources.clear();
    for (const Organisation& organisation : organisations) {
      for (Source& source : tx.sources().List(organisation.id)) {
        // The names become folders: nothing but slugs may.
        if (source.kind != SourceKind::kFile || !IsSlug(source.name)) continue;
        sources.push_back({organisation, std::move(source)});
      }
    }
    return absl::OkStatus();
  }));
  return sources;
}

void DropFolders::Look(const DropSource& source, std::stop_token stop) {
  const std::string path = PathOf(source);
  const absl::StatusOr<DropFolder> files =
      DropFolder::Open(options_.directory, source.organisation.slug, source.source.name);
  Complain(path, files.ok()
                     ? ""
                     : absl::StrCat(files.status().message(),
                                    "; nothing is picked up there until it belongs to nanolearnd's user"));
  if (!files.ok()) return;
  Folder& folder = folders_.try_emplace(path, Folder{SettledFiles(options_.settle)}).first->second;
  GoOn(source, *files, folder, stop);
  PickUp(source, *files, folder, stop);
  Clean(source, *files, folder);
  folder.looked_at = true;
}

// Of organisations that have a source of files.
void DropFolders::LookForStrays(const std::vector<DropSource>& sources) {
  std::map<std::string, std::set<std::string>> names;
  for (const DropSource& source : sources) names[source.organisation.slug].insert(source.source.name);
  std::set<std::string> strays;
  for (const auto& [organisation, known] : names) {
    for (const std::string& place : FindStrayFiles(options_.directory, organisation, known)) {
      strays.insert(absl::StrCat(organisation, "/", place));
      if (strays_.contains(absl::StrCat(organisation, "/", place))) continue;
      spdlog::warn("drop folder {}: {}", organisation, SentenceAbout(place));
    }
  }
  strays_ = std::move(strays);
}

// What is in the work folder: ours that must be tried again, and what another server, or this one before it
// was started again, has left.
void DropFolders::GoOn(const DropSource& source, const DropFolder& files, Folder& folder,
                       std::stop_token stop) {
  for (WorkName file : files.InWork()) {
    if (stop.stop_requested()) return;
    if (file.server == server_) {
      const auto retry = folder.retries.find(file.pickup);
      if (retry != folder.retries.end() && SteadyNow() < retry->second.due) continue;
    } else {
      if (folder.looked_at && env_.clock.Now() - file.claim_time < kLease) continue;
      WorkName ours = file;
      ours.server = server_;
      ours.claim_time = env_.clock.Now();
      if (!files.Reclaim(file, ours).ok()) continue;
      file = ours;
    }
    RunFile(source, files, folder, file);
  }
}

void DropFolders::PickUp(const DropSource& source, const DropFolder& files, Folder& folder,
                         std::stop_token stop) {
  std::vector<std::string> refused;
  std::vector<DropFolder::Entry> settled;
  folder.settled.Begin();
  for (DropFolder::Entry& entry : files.Delivered(refused)) {
    if (folder.settled.See(entry.name, entry.stat, SteadyNow())) settled.push_back(std::move(entry));
  }
  folder.settled.End();
  SayOnce(PathOf(source), refused, folder);
  for (const DropFolder::Entry& entry : settled) {
    if (stop.stop_requested()) return;
    const WorkName file{env_.ids.Next(), server_, env_.clock.Now(), entry.name};
    const absl::Status claimed = files.Claim(entry, file);
    if (absl::IsNotFound(claimed)) continue;
    Complain(absl::StrCat(PathOf(source), "/claim"), claimed.message());
    if (claimed.ok()) RunFile(source, files, folder, file);
  }
}

void DropFolders::RunFile(const DropSource& source, const DropFolder& files, Folder& folder,
                          const WorkName& file) {
  Retry& retry = folder.retries[file.pickup];
  const absl::Status status = runner_.Run(source, files, file, ++retry.tries);
  Complain(absl::StrCat(PathOf(source), "/run"),
           status.ok()
               ? ""
               : absl::StrCat("a file waits in the folder work and is tried again: ", status.message()));
  if (status.ok()) {
    ++run_;
    folder.retries.erase(file.pickup);
    return;
  }
  retry.due =
      SteadyNow() + std::min(kLongestDelay, options_.scan_interval * (1 << std::min(retry.tries, 10)));
}

// Once for each file for as long as it is there.
void DropFolders::SayOnce(const std::string& path, const std::vector<std::string>& refused, Folder& folder) {
  std::set<std::string> now(refused.begin(), refused.end());
  const bool is_new = !std::includes(folder.refused.begin(), folder.refused.end(), now.begin(), now.end());
  if (is_new) {
    spdlog::warn("drop folder {}: {} entries are no regular files and are left alone", path, now.size());
  }
  folder.refused = std::move(now);
}

void DropFolders::Clean(const DropSource& source, const DropFolder& files, Folder& folder) {
  const Date today = Today(env_, source.organisation);
  if (folder.looked_at && folder.cleaned == today) return;
  folder.cleaned = today;
  const int deleted = files.DeleteFinishedBefore(today - options_.keep_days);
  if (deleted > 0) {
    spdlog::info("drop folder {}: deleted {} files that were dealt with more than {} days ago",
                 PathOf(source), deleted, options_.keep_days);
  }
}

void DropFolders::Complain(const std::string& about, absl::string_view trouble) {
  std::string& last = troubles_[about];
  if (last == trouble) return;
  last = std::string(trouble);
  if (!trouble.empty()) spdlog::warn("drop folder {}: {}", about, last);
}

}  // namespace nanolearn
