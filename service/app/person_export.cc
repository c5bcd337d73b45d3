#include "service/app/person_export.h"

#include "service/app/person_lookup.h"
#include "service/app/person_merger.h"
#include "service/app/person_record.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/privacy.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// Whoever has the file knows where a protected person is.
absl::Status CheckProtected(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                            absl::Span<const Id> people, bool include_protected, Date today) {
  bool is_protected = false;
  for (const Person& person : tx.people().FindAll(org.id, people, today)) {
    is_protected |= person.attributes.protected_identity;
  }
  const std::string name = ResourceName(org.slug, "people", people.front());
  if (!is_protected) return absl::OkStatus();
  if (caller.token.role != Role::kAdmin) return errors::ProtectedIdentityDenied(name);
  return include_protected ? absl::OkStatus() : errors::ProtectedIdentityUnasked(name);
}

}  // namespace

absl::StatusOr<PersonExport> PersonExports::Export(const Caller& caller, const std::string& organisation,
                                                   const std::string& person, bool include_protected) {
  PersonExport result;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kExportPeople));
    ASSIGN_OR_RETURN(const Id person_id, FindPeople(tx, org, {person}).front());
    const std::vector<Id> people = SameHumans(tx, org.id, person_id);
    RETURN_IF_ERROR(CheckProtected(tx, caller, org, people, include_protected, Today(env_, org)));
    result = {person_id, PersonRecord(tx, org, people, env_.clock.Now()), org.language};
    return absl::OkStatus();
  }));
  return result;
}

}  // namespace nanolearn
