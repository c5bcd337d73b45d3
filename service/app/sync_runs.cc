#include "service/app/sync_runs.h"

#include "absl/strings/str_cat.h"
#include "service/app/sync_run_lookup.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {

absl::StatusOr<SyncRunView> SyncRuns::Get(const Caller& caller, const std::string& organisation, Id run_id) {
  SyncRunView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    ASSIGN_OR_RETURN(SyncRun run, FindSyncRun(tx, org, run_id));
    view = SourceNames(tx, org.id).View(std::move(run));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<SyncRunList> SyncRuns::List(const Caller& caller, const SyncRunListQuery& query,
                                           const PageRequest& request) {
  const std::string text = absl::StrCat("syncRuns\n", query.organisation, "\n", query.source, "\n",
                                        query.state ? SyncRunStateName(*query.state) : "");
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  SyncRunList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, query.organisation, Permission::kReadSyncRuns));
    SyncRunQuery wanted{.state = query.state, .before = page.after_id(), .limit = page.size + 1};
    if (!query.source.empty()) {
      const std::optional<Source> source = tx.sources().Find(org.id, query.source);
      if (!source) return errors::NotFound("source", ResourceName(org.slug, "sources", query.source));
      wanted.source_id = source->id;
    }
    std::vector<SyncRun> runs = tx.sync_runs().List(org.id, wanted);
    if (runs.size() > static_cast<size_t>(page.size)) {
      runs.pop_back();
      list.next_page_token = NextPageToken(text, runs.back().id);
    }
    const SourceNames names(tx, org.id);
    for (SyncRun& run : runs) list.runs.push_back(names.View(std::move(run)));
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
