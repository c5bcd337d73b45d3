#include "service/rpc/enum_converter.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn::rpc {
namespace {

// Each table holds the API's values in the order of our enumeration, all of them but UNSPECIFIED.
constexpr v1::AssignmentState kStates[] = {
    v1::ASSIGNMENT_STATE_UPCOMING,  v1::ASSIGNMENT_STATE_NOT_YET_DUE,    v1::ASSIGNMENT_STATE_OVERDUE,
    v1::ASSIGNMENT_STATE_COMPLETED, v1::ASSIGNMENT_STATE_COMPLETED_LATE, v1::ASSIGNMENT_STATE_WITHDRAWN};
constexpr v1::EngagementKind kKinds[] = {v1::ENGAGEMENT_KIND_EMPLOYMENT, v1::ENGAGEMENT_KIND_MANDATE,
                                         v1::ENGAGEMENT_KIND_BOARD_SEAT, v1::ENGAGEMENT_KIND_OTHER};
constexpr v1::Role kRoles[] = {v1::ROLE_ADMIN,   v1::ROLE_HR,      v1::ROLE_AUTHOR,
                               v1::ROLE_MANAGER, v1::ROLE_AUDITOR, v1::ROLE_SERVICE};
constexpr v1::UnitType kUnitTypes[] = {v1::UNIT_TYPE_GROUP,          v1::UNIT_TYPE_MUNICIPALITY,
                                       v1::UNIT_TYPE_ASSEMBLY,       v1::UNIT_TYPE_COMMITTEE,
                                       v1::UNIT_TYPE_ADMINISTRATION, v1::UNIT_TYPE_COMPANY,
                                       v1::UNIT_TYPE_DEPARTMENT,     v1::UNIT_TYPE_TEAM};
constexpr v1::QueryComplianceRequest::GroupBy kGroupings[] = {v1::QueryComplianceRequest::GROUP_BY_UNIT,
                                                              v1::QueryComplianceRequest::GROUP_BY_KIND,
                                                              v1::QueryComplianceRequest::GROUP_BY_MODULE};

constexpr v1::SourceKind kSourceKinds[] = {v1::SOURCE_KIND_FILE, v1::SOURCE_KIND_DIRECTORY};
constexpr v1::PersonAttribute kAttributes[] = {v1::PERSON_ATTRIBUTE_NAME, v1::PERSON_ATTRIBUTE_EMAIL,
                                               v1::PERSON_ATTRIBUTE_PHONE};
constexpr v1::SyncRunState kRunStates[] = {v1::SYNC_RUN_STATE_HELD, v1::SYNC_RUN_STATE_APPLIED,
                                           v1::SYNC_RUN_STATE_REJECTED, v1::SYNC_RUN_STATE_SUPERSEDED,
                                           v1::SYNC_RUN_STATE_REVERTED};
constexpr v1::SyncOrigin kOrigins[] = {v1::SYNC_ORIGIN_UPLOAD, v1::SYNC_ORIGIN_DROP_FOLDER,
                                       v1::SYNC_ORIGIN_DIRECTORY};
// Ours has one more at the end, which is not shown.
constexpr v1::SyncChangeKind kChangeKinds[] = {v1::SYNC_CHANGE_KIND_JOIN,   v1::SYNC_CHANGE_KIND_RETURN,
                                               v1::SYNC_CHANGE_KIND_ADD,    v1::SYNC_CHANGE_KIND_MOVE,
                                               v1::SYNC_CHANGE_KIND_CHANGE, v1::SYNC_CHANGE_KIND_END,
                                               v1::SYNC_CHANGE_KIND_LEAVE};

static_assert(std::size(kStates) == v1::AssignmentState_ARRAYSIZE - 1);
static_assert(std::size(kKinds) == v1::EngagementKind_ARRAYSIZE - 1);
static_assert(std::size(kRoles) == v1::Role_ARRAYSIZE - 1);
static_assert(std::size(kUnitTypes) == v1::UnitType_ARRAYSIZE - 1);
static_assert(std::size(kGroupings) == v1::QueryComplianceRequest::GroupBy_ARRAYSIZE - 1);
static_assert(std::size(kSourceKinds) == v1::SourceKind_ARRAYSIZE - 1);
static_assert(std::size(kAttributes) == v1::PersonAttribute_ARRAYSIZE - 1);
static_assert(std::size(kRunStates) == v1::SyncRunState_ARRAYSIZE - 1);
static_assert(std::size(kOrigins) == v1::SyncOrigin_ARRAYSIZE - 1);
static_assert(std::size(kChangeKinds) == v1::SyncChangeKind_ARRAYSIZE - 1);

template <typename Ours, typename Proto, size_t kSize>
absl::StatusOr<Ours> Read(const Proto (&table)[kSize], Proto value, absl::string_view field) {
  if (static_cast<int>(value) == 0) return InvalidField(field, "must be given");
  const auto found = std::find(std::begin(table), std::end(table), value);
  if (found == std::end(table)) {
    return InvalidField(field, absl::StrCat("has the value ", static_cast<int>(value),
                                            ", which this version of the server does not know"));
  }
  return static_cast<Ours>(found - std::begin(table));
}

}  // namespace

v1::AssignmentState ToProto(AssignmentState state) { return kStates[static_cast<size_t>(state)]; }
v1::EngagementKind ToProto(EngagementKind kind) { return kKinds[static_cast<size_t>(kind)]; }
v1::Role ToProto(Role role) { return kRoles[static_cast<size_t>(role)]; }
v1::UnitType ToProto(UnitType type) { return kUnitTypes[static_cast<size_t>(type)]; }
v1::SourceKind ToProto(SourceKind kind) { return kSourceKinds[static_cast<size_t>(kind)]; }
v1::PersonAttribute ToProto(PersonAttribute attribute) { return kAttributes[static_cast<size_t>(attribute)]; }
v1::SyncRunState ToProto(SyncRunState state) { return kRunStates[static_cast<size_t>(state)]; }
v1::SyncOrigin ToProto(SyncOrigin origin) { return kOrigins[static_cast<size_t>(origin)]; }

v1::SyncChangeKind ToProto(SyncChangeKind kind) {
  const auto index = static_cast<size_t>(kind);
  return index < std::size(kChangeKinds) ? kChangeKinds[index] : v1::SYNC_CHANGE_KIND_UNSPECIFIED;
}

absl::StatusOr<AssignmentState> ReadState(v1::AssignmentState state, absl::string_view field) {
  return Read<AssignmentState>(kStates, state, field);
}

absl::StatusOr<EngagementKind> ReadKind(v1::EngagementKind kind, absl::string_view field) {
  return Read<EngagementKind>(kKinds, kind, field);
}

absl::StatusOr<Role> ReadRole(v1::Role role, absl::string_view field) {
  return Read<Role>(kRoles, role, field);
}

absl::StatusOr<std::optional<EngagementKind>> ReadOptionalKind(v1::EngagementKind kind,
                                                               absl::string_view field) {
  if (kind == v1::ENGAGEMENT_KIND_UNSPECIFIED) return std::nullopt;
  ASSIGN_OR_RETURN(const EngagementKind read, ReadKind(kind, field));
  return read;
}

absl::StatusOr<SourceKind> ReadSourceKind(v1::SourceKind kind, absl::string_view field) {
  return Read<SourceKind>(kSourceKinds, kind, field);
}

absl::StatusOr<PersonAttribute> ReadAttribute(v1::PersonAttribute attribute, absl::string_view field) {
  return Read<PersonAttribute>(kAttributes, attribute, field);
}

absl::StatusOr<std::optional<SyncRunState>> ReadOptionalRunState(v1::SyncRunState state,
                                                                 absl::string_view field) {
  if (state == v1::SYNC_RUN_STATE_UNSPECIFIED) return std::nullopt;
  ASSIGN_OR_RETURN(const SyncRunState read, Read<SyncRunState>(kRunStates, state, field));
  return read;
}

absl::StatusOr<ComplianceGrouping> ReadGrouping(v1::QueryComplianceRequest::GroupBy group_by,
                                                absl::string_view field) {
  if (group_by == v1::QueryComplianceRequest::GROUP_BY_UNSPECIFIED) return ComplianceGrouping::kUnit;
  return Read<ComplianceGrouping>(kGroupings, group_by, field);
}

}  // namespace nanolearn::rpc
