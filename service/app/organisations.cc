#include "service/app/organisations.h"

#include "absl/strings/str_cat.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::Status CheckDisplayName(const std::string& name) {
  if (name.empty() || name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("organisation.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  return absl::OkStatus();
}

absl::Status CheckTimeZone(const std::string& name) {
  absl::TimeZone zone;
  if (name.empty() || name.size() > 64 || !absl::LoadTimeZone(name, &zone)) {
    return InvalidField("organisation.time_zone",
                        "is a zone of the IANA database, for example Europe/Stockholm");
  }
  return absl::OkStatus();
}

absl::Status CheckMinGroupSize(int size) {
  if (size < 1 || size > limits::kMaxMinGroupSize) {
    return InvalidField("organisation.min_group_size",
                        absl::StrCat("is 1 to ", limits::kMaxMinGroupSize, "; 1 hides nothing"));
  }
  return absl::OkStatus();
}

}  // namespace

std::string EtagOf(const Organisation& organisation) {
  return absl::StrCat("\"", organisation.version, "\"");
}

absl::StatusOr<Organisation> Organisations::Create(const Caller& caller, const std::string& slug,
                                                   const std::string& display_name,
                                                   const std::string& time_zone, int min_group_size,
                                                   const std::string& request_id) {
  if (caller.token.organisation_id != kNoId) return errors::OrganisationNotAllowed();
  if (!RoleAllows(caller.token.role, Permission::kManageInstallation)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  if (!IsSlug(slug)) return InvalidField("organisation_id", "is 1 to 40 of a-z, 0-9 and -");
  RETURN_IF_ERROR(CheckDisplayName(display_name));
  RETURN_IF_ERROR(CheckTimeZone(time_zone));
  if (min_group_size == 0) min_group_size = Organisation().min_group_size;
  RETURN_IF_ERROR(CheckMinGroupSize(min_group_size));
  std::string arguments = absl::StrCat(slug, "\n", display_name, "\n", time_zone);
  if (min_group_size != Organisation().min_group_size) absl::StrAppend(&arguments, "\n", min_group_size);
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "CreateOrganisation", arguments));
  Organisation created;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, kNoId));
    const std::optional<Organisation> existing = tx.organisations().Find(slug);
    if (done && existing) {
      created = *existing;
      return absl::OkStatus();
    }
    if (existing) return errors::Exists("organisation", OrganisationName(slug));
    created = {.id = env_.ids.Next(),
               .slug = slug,
               .display_name = display_name,
               .time_zone = time_zone,
               .min_group_size = min_group_size,
               .create_time = env_.clock.Now()};
    tx.organisations().Insert(created);
    // Its figures are right from the first: there is nobody yet.
    tx.figures().PutState(created.id, {.is_ready = true, .overdue_until = Today(env_, created)});
    key.Remember(tx, kNoId, slug);
    return absl::OkStatus();
  }));
  return created;
}

absl::StatusOr<Organisation> Organisations::Get(const Caller& caller, const std::string& slug) {
  absl::StatusOr<Organisation> organisation = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    organisation = Authorise(tx, caller, slug, Permission::kReadOrganisation);
    return organisation.status();
  }));
  return organisation;
}

absl::StatusOr<OrganisationList> Organisations::List(const Caller& caller, const PageRequest& request) {
  if (caller.token.source_id != kNoId) return errors::DirectoryOnly();
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, "organisations"));
  OrganisationList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    list = {};
    if (caller.token.organisation_id != kNoId) {
      // Its own and no other: not even a page token may tell that there are more.
      if (auto own = tx.organisations().Find(caller.token.organisation_id))
        list.organisations = {*std::move(own)};
      return absl::OkStatus();
    }
    list.organisations = tx.organisations().List(page.after, page.size + 1);
    if (list.organisations.size() > static_cast<size_t>(page.size)) {
      list.organisations.pop_back();
      list.next_page_token = NextPageToken("organisations", list.organisations.back().slug);
    }
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<Organisation> Organisations::Update(const Caller& caller, const std::string& slug,
                                                   const OrganisationChanges& changes,
                                                   const std::string& etag) {
  if (changes.display_name) RETURN_IF_ERROR(CheckDisplayName(*changes.display_name));
  if (changes.time_zone) RETURN_IF_ERROR(CheckTimeZone(*changes.time_zone));
  if (changes.min_group_size) RETURN_IF_ERROR(CheckMinGroupSize(*changes.min_group_size));
  ASSIGN_OR_RETURN(Organisation organisation,
                   AuthoriseWhole(env_, caller, slug, Permission::kManageOrganisation));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(organisation.id);
    organisation = *tx.organisations().Find(slug);
    if (!etag.empty() && etag != EtagOf(organisation)) return errors::EtagMismatch(OrganisationName(slug));
    if (changes.display_name) organisation.display_name = *changes.display_name;
    if (changes.time_zone) organisation.time_zone = *changes.time_zone;
    if (changes.min_group_size) organisation.min_group_size = *changes.min_group_size;
    ++organisation.version;
    tx.organisations().Update(organisation);
    return absl::OkStatus();
  }));
  return organisation;
}

}  // namespace nanolearn
