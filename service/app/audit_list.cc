#include "service/app/audit_list.h"

#include <limits>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/app/person_lookup.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"

namespace nanolearn {
namespace {

// Whose chain it is; kNoId: the installation's.
absl::StatusOr<Id> AuthoriseAudit(const ReadTransaction& tx, const Caller& caller,
                                  const std::string& organisation) {
  if (!organisation.empty()) {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadAudit));
    return org.id;
  }
  if (caller.token.organisation_id != kNoId) return errors::OrganisationNotAllowed();
  if (!RoleAllows(caller.token.role, Permission::kReadAudit)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  return kNoId;
}

std::string TextOf(const AuditQuery& query) {
  const AuditFilter& filter = query.filter;
  return absl::StrCat("audit\n", query.organisation, "\n", query.person, "\n",
                      AuditActorTypeName(filter.actor.type), "\n", filter.actor.id, "\n", filter.action, "\n",
                      absl::ToUnixMicros(filter.from), "\n", absl::ToUnixMicros(filter.to), "\n",
                      filter.denied_only, query.oldest_first);
}

// The query's filter with the person who is meant.
absl::StatusOr<AuditFilter> FilterOf(const ReadTransaction& tx, const AuditQuery& query) {
  AuditFilter filter = query.filter;
  if (query.person.empty()) return filter;
  const std::optional<Organisation> organisation = tx.organisations().Find(query.organisation);
  if (!organisation) return errors::NotFound("person", query.person);
  absl::StatusOr<Id> person = FindPeople(tx, *organisation, {query.person}).front();
  // The chain tells of somebody erased by the id for ever.
  const std::string id = query.person.substr(query.person.rfind('/') + 1);
  if (DetailsOf(person.status()).reason == "PERSON_ERASED" && ParseId(id)) person = *ParseId(id);
  ASSIGN_OR_RETURN(filter.person_id, std::move(person));
  return filter;
}

std::vector<ChainedEntry> ReadPage(const ReadTransaction& tx, Id organisation_id, const AuditFilter& filter,
                                   bool oldest_first, const std::string& after, int limit) {
  uint64_t sequence = 0;
  const bool is_first = !absl::SimpleAtoi(after, &sequence);
  if (oldest_first) return tx.audit().ListAfter(organisation_id, filter, sequence, limit);
  constexpr uint64_t kAll = std::numeric_limits<int64_t>::max();
  return tx.audit().ListBefore(organisation_id, filter, is_first ? kAll : sequence, limit);
}

// What actors are called now.
class ActorNames {
 public:
  ActorNames(const ReadTransaction& tx, Id organisation_id) : tx_(tx), organisation_id_(organisation_id) {}

  std::string Of(const AuditActor& actor) {
    if (actor.id == kNoId) return "";
    const auto [known, is_new] = names_.try_emplace({actor.type, actor.id});
    if (is_new) known->second = Read(actor);
    return known->second;
  }

 private:
  std::string Read(const AuditActor& actor) const {
    switch (actor.type) {
      case AuditActorType::kServer:
        return "";
      case AuditActorType::kToken: {
        std::optional<Token> token = tx_.tokens().Find(organisation_id_, actor.id);
        if (!token) token = tx_.tokens().Find(kNoId, actor.id);
        return token ? token->display_name : "";
      }
      case AuditActorType::kGrant: {
        const std::optional<AccessGrant> grant = tx_.grants().Find(organisation_id_, actor.id);
        return grant ? grant->email : "";
      }
      case AuditActorType::kPerson:
        return "";  // whoever may see who it is asks for the person
    }
    return "";
  }

  const ReadTransaction& tx_;
  const Id organisation_id_;
  std::map<std::pair<AuditActorType, Id>, std::string> names_;
};

}  // namespace

absl::StatusOr<AuditEntries> AuditList::List(const Caller& caller, const AuditQuery& query,
                                             const PageRequest& request) {
  const std::string text = TextOf(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  AuditEntries list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(list.organisation_id, AuthoriseAudit(tx, caller, query.organisation));
    ASSIGN_OR_RETURN(const AuditFilter filter, FilterOf(tx, query));
    std::vector<ChainedEntry> entries =
        ReadPage(tx, list.organisation_id, filter, query.oldest_first, page.after, page.size + 1);
    if (entries.size() > static_cast<size_t>(page.size)) {
      entries.pop_back();
      list.next_page_token = NextPageToken(text, absl::StrCat(entries.back().entry.sequence));
    }
    ActorNames names(tx, list.organisation_id);
    for (ChainedEntry& entry : entries) {
      std::string name = names.Of(entry.entry.origin.actor);
      list.entries.push_back({std::move(entry), std::move(name)});
    }
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<AuditHeadView> AuditList::Head(const Caller& caller, const std::string& organisation) {
  AuditHeadView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(view.organisation_id, AuthoriseAudit(tx, caller, organisation));
    view.head = tx.audit().Head(view.organisation_id);
    return absl::OkStatus();
  }));
  return view;
}

}  // namespace nanolearn
