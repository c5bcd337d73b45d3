#include "service/domain/mapping_check.h"

#include "service/app/identity_key.h"
#include "service/app/sources.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/roster.h"
#include "service/domain/units_by_code.h"

namespace nanolearn {
namespace {

constexpr int kDefaultRows = 10, kMaxRows = 100;

}  // namespace

absl::StatusOr<MappingCheckResult> Sources::CheckMapping(const Caller& caller, const MappingCheck& check) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, check.organisation, Permission::kSyncPeople));
  if (check.max_rows < 0 || check.max_rows > kMaxRows) return InvalidField("max_rows", "must be 0 to 100");
  ASSIGN_OR_RETURN(const StaffMapping mapping, ParseStaffMapping(check.mapping, check.mapping_file_name));
  const Date today = Today(env_, org);
  absl::flat_hash_map<std::string, UnitVersion> units;
  std::optional<LayeredKey> identity_key;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(identity_key, IdentityKeyOf(env_, tx, org.id));
    units = UnitsByCode(tx.units().Versions(org.id), today);
    return absl::OkStatus();
  }));
  if (units.empty()) return errors::NoUnits();
  const StaffFileContext context{.file_name = check.file_name,
                                 .today = today,
                                 .units = &units,
                                 .identity_hash = [&](absl::string_view text) {
                                   return EngagementKeyHash(*identity_key, text);
                                 }};
  return nanolearn::CheckMapping(check.content, mapping, context,
                                 check.max_rows == 0 ? kDefaultRows : check.max_rows);
}

}  // namespace nanolearn
