#include "service/app/person_erasure.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/person_lookup.h"
#include "service/app/person_merger.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/privacy.h"
#include "service/domain/fold_case.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr int kRunsTogether = 50;  // bounds memory

// Of one human, inside a transaction that holds the roster's lock; or only looking.
class Erasing {
 public:
  Erasing(const ReadTransaction& tx, const Organisation& organisation, Id person_id)
      : tx_(tx),
        organisation_(organisation),
        people_(SameHumans(tx, organisation.id, person_id)),
        name_(ResourceName(organisation.slug, "people", person_id)) {
    result_.person_id = person_id;
  }

  // Whether they may be erased, and what is known of them.
  absl::Status Look(Date today) {
    RETURN_IF_ERROR(CheckHasLeft(today));
    traces_ = tx_.privacy().Traces(organisation_.id, people_);
    RETURN_IF_ERROR(CheckDirectories());
    RETURN_IF_ERROR(CheckSettings());
    FindListsThatNameThem();
    return absl::OkStatus();
  }

  ErasureResult Count() {
    result_.removed = tx_.privacy().CountErasable(organisation_.id, traces_);
    AddRuns(static_cast<int64_t>(RunsAboutThem().size()));
    return std::move(result_);
  }

  ErasureResult Erase(WriteTransaction& tx, absl::Time now) {
    for (const Source& source : sources_) tx.sources().DeleteRows(organisation_.id, source.id, traces_.engagements);
    result_.removed = tx.privacy().Erase(organisation_.id, traces_, now);
    const std::vector<SyncRun> runs = RunsAboutThem();
    for (const SyncRun& run : runs) tx.sync_runs().Update(organisation_.id, run);
    AddRuns(static_cast<int64_t>(runs.size()));
    return std::move(result_);
  }

  const std::vector<Id>& people() const { return people_; }

 private:
  absl::Status CheckHasLeft(Date today) const {
    Date end = kFirstDate;
    for (const Engagement& engagement : tx_.engagements().OfPeople(organisation_.id, people_)) {
      end = std::max(end, engagement.valid.to);
    }
    return end > today ? errors::PersonPresent(name_, end) : absl::OkStatus();
  }

  absl::Status CheckDirectories() {
    sources_ = tx_.sources().List(organisation_.id);
    for (const DirectoryUser& user : tx_.privacy().DirectoryUsers(organisation_.id, traces_.directory_users)) {
      if (user.active && !user.deleted) return errors::DirectoryUserActive(name_, SourceName(user.source_id));
    }
    return absl::OkStatus();
  }

  bool IsTheirs(const std::string& address) const {
    return !address.empty() && std::find(traces_.addresses.begin(), traces_.addresses.end(), FoldCase(address)) !=
                                   traces_.addresses.end();
  }

  bool HasTheirs(const std::vector<std::string>& addresses) const {
    return std::any_of(addresses.begin(), addresses.end(), [&](const std::string& one) { return IsTheirs(one); });
  }

  absl::Status CheckSettings() const {
    std::vector<std::string> settings;
    if (IsTheirs(organisation_.contact_email)) settings.push_back("the organisation's contact address");
    if (HasTheirs(organisation_.audit_recipients)) settings.push_back("who is mailed how far the audit goes");
    for (const Source& source : sources_) {
      if (IsTheirs(source.owner_email)) settings.push_back(absl::StrCat("the owner of the source ", source.name));
    }
    for (const ReportSchedule& schedule : tx_.reports().Schedules(organisation_.id)) {
      if (HasTheirs(schedule.recipients)) settings.push_back(absl::StrCat("the report schedule ", schedule.name));
    }
    return settings.empty() ? absl::OkStatus() : errors::AddressInSettings(name_, settings);
  }

  void FindListsThatNameThem() {
    std::set<Id> naming;
    for (const Engagement& engagement : tx_.engagements().CurrentByIds(organisation_.id, traces_.engagements)) {
      naming.insert(engagement.source_id);
    }
    for (const Id id : naming) result_.still_named_by.push_back(SourceName(id));
  }

  std::string SourceName(Id id) const {
    for (const Source& source : sources_) {
      if (source.id == id) return source.name;
    }
    return "";
  }

  // As they are without what they say of these people.
  std::vector<SyncRun> RunsAboutThem() const {
    std::vector<SyncRun> scrubbed;
    for (const Source& source : sources_) {
      for (Id before = kNoId;;) {
        std::vector<SyncRun> runs =
            tx_.sync_runs().List(organisation_.id, {.source_id = source.id, .before = before, .limit = kRunsTogether});
        if (runs.empty()) break;
        before = runs.back().id;
        for (SyncRun& run : runs) {
          if (ScrubRun(run, people_, traces_.words)) scrubbed.push_back(std::move(run));
        }
      }
    }
    return scrubbed;
  }

  void AddRuns(int64_t runs) {
    if (runs > 0) result_.removed.push_back({"list_problems", runs});
  }

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  const std::vector<Id> people_;
  const std::string name_;
  PersonTraces traces_;
  std::vector<Source> sources_;
  ErasureResult result_;
};

AuditEvent EventOf(const Organisation& org, const ErasureResult& result, const std::string& request_id) {
  AuditEvent event{.action = "ErasePerson",
                   .resource = ResourceName(org.slug, "people", result.person_id),
                   .person_id = result.person_id,
                   .request_id = request_id};
  for (const ErasureCount& count : result.removed) event.details[count.kind] = absl::StrCat(count.rows);
  return event;
}

// In three lines.
std::string Encode(const ErasureResult& result) {
  return absl::StrCat(FormatId(result.person_id), "\n", absl::StrJoin(result.still_named_by, " "), "\n",
                      FormatErasureCounts(result.removed));
}

ErasureResult Decode(const std::string& text) {
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.size() != 3) return {};
  return {ParseId(lines[0]).value_or(kNoId), ParseErasureCounts(lines[2]),
          absl::StrSplit(lines[1], ' ', absl::SkipEmpty())};
}

// With their assignments locked, so that nobody completes one meanwhile with something to read in it.
absl::StatusOr<ErasureResult> EraseIn(const Environment& env, WriteTransaction& tx, const Organisation& org, Id person_id) {
  LockAssignments(tx, org.id, SameHumans(tx, org.id, person_id));
  Erasing erasing(tx, org, person_id);
  RETURN_IF_ERROR(erasing.Look(Today(env, org)));
  return erasing.Erase(tx, env.clock.Now());
}

}  // namespace

absl::StatusOr<ErasureResult> PersonErasures::Erase(const Caller& caller, const PersonErasure& erasure) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, erasure.organisation, Permission::kErasePeople));
  // What is remembered of the request must not tell of an address either.
  std::vector<std::string> arguments;
  for (const HashKey& key : env_.keys.All()) {
    arguments.push_back(absl::StrCat(org.id, "\n", Hex(key.Hash("erasure", erasure.person))));
  }
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(erasure.request_id, "ErasePerson", arguments));
  ErasureResult result;
  const auto look = [&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Id person_id, FindPeople(tx, org, {erasure.person}).front());
    Erasing erasing(tx, org, person_id);
    RETURN_IF_ERROR(erasing.Look(Today(env_, org)));
    result = erasing.Count();
    return absl::OkStatus();
  };
  const auto write = [&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      result = Decode(*done);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Id person_id, FindPeople(tx, org, {erasure.person}).front());
    ASSIGN_OR_RETURN(result, EraseIn(env_, tx, org, person_id));
    key.Remember(tx, org.id, Encode(result));
    Audit(tx, env_, org.id, caller.origin, EventOf(org, result, erasure.request_id));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(erasure.validate_only ? env_.store.Read(look) : env_.store.Write(write));
  return result;
}

absl::StatusOr<ErasureResult> PersonErasures::EraseByRule(const Organisation& org, Id person_id, int months) {
  ErasureResult result;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    result = {.person_id = person_id};
    // Another server may have done it meanwhile.
    if (!tx.privacy().Erased(org.id, {person_id}).empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(result, EraseIn(env_, tx, org, person_id));
    AuditEvent event = EventOf(org, result, "");
    event.details["rule_months"] = absl::StrCat(months);
    Audit(tx, env_, org.id, AuditOrigin{}, std::move(event));
    return absl::OkStatus();
  }));
  return result;
}

}  // namespace nanolearn
