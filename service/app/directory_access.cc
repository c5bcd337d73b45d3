#include "service/app/directory_access.h"

#include "service/domain/errors/access.h"

namespace nanolearn {

absl::Status CheckDirectoryToken(const Caller& caller) {
  if (caller.token.source_id == kNoId) return errors::NotADirectory();
  if (!RoleAllows(caller.token.role, Permission::kSyncPeople)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  return absl::OkStatus();
}

absl::StatusOr<DirectoryScope> OpenDirectory(const ReadTransaction& tx, const Caller& caller) {
  const std::optional<Organisation> organisation = tx.organisations().Find(caller.token.organisation_id);
  if (!organisation) return errors::OrganisationNotAllowed();
  for (const Source& source : tx.sources().List(organisation->id)) {
    if (source.id == caller.token.source_id) return DirectoryScope{*organisation, source};
  }
  return errors::NotADirectory();
}

}  // namespace nanolearn
