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
    v1::ASSIGNMENT_STATE_COMPLETED, v1::ASSIGNMENT_STATE_COMPLETED_LATE, v1::ASSIGNMENT_STATE_WITHDRAWN,
    v1::ASSIGNMENT_STATE_WAIVED,    v1::ASSIGNMENT_STATE_PAUSED,         v1::ASSIGNMENT_STATE_CLOSED};
constexpr v1::EngagementKind kKinds[] = {v1::ENGAGEMENT_KIND_EMPLOYMENT, v1::ENGAGEMENT_KIND_MANDATE,
                                         v1::ENGAGEMENT_KIND_BOARD_SEAT, v1::ENGAGEMENT_KIND_OTHER};
constexpr v1::RoleGroup kRoleGroups[] = {v1::ROLE_GROUP_CHAIR, v1::ROLE_GROUP_VICE_CHAIR,
                                         v1::ROLE_GROUP_MEMBER, v1::ROLE_GROUP_SUBSTITUTE,
                                         v1::ROLE_GROUP_AUDITOR};
constexpr v1::CatchUp kCatchUps[] = {v1::CATCH_UP_ALL, v1::CATCH_UP_PACED, v1::CATCH_UP_NONE};
constexpr v1::Recurrence kRecurrences[] = {v1::RECURRENCE_ONCE, v1::RECURRENCE_FROM_COMPLETION,
                                           v1::RECURRENCE_FROM_EXPIRY, v1::RECURRENCE_FIXED};
constexpr v1::Role kRoles[] = {v1::ROLE_ADMIN,   v1::ROLE_HR,      v1::ROLE_AUTHOR,
                               v1::ROLE_MANAGER, v1::ROLE_AUDITOR, v1::ROLE_SERVICE};
constexpr v1::UnitType kUnitTypes[] = {v1::UNIT_TYPE_GROUP,          v1::UNIT_TYPE_MUNICIPALITY,
                                       v1::UNIT_TYPE_ASSEMBLY,       v1::UNIT_TYPE_COMMITTEE,
                                       v1::UNIT_TYPE_ADMINISTRATION, v1::UNIT_TYPE_COMPANY,
                                       v1::UNIT_TYPE_DEPARTMENT,     v1::UNIT_TYPE_TEAM};
constexpr v1::QueryComplianceRequest::GroupBy kGroupings[] = {
    v1::QueryComplianceRequest::GROUP_BY_UNIT,    v1::QueryComplianceRequest::GROUP_BY_KIND,
    v1::QueryComplianceRequest::GROUP_BY_MODULE,  v1::QueryComplianceRequest::GROUP_BY_PROGRAMME,
    v1::QueryComplianceRequest::GROUP_BY_ROLE,    v1::QueryComplianceRequest::GROUP_BY_ROLE_GROUP,
    v1::QueryComplianceRequest::GROUP_BY_MANAGER, v1::QueryComplianceRequest::GROUP_BY_TOPIC};
constexpr v1::GetComplianceTrendRequest::Period kPeriods[] = {v1::GetComplianceTrendRequest::PERIOD_WEEK,
                                                              v1::GetComplianceTrendRequest::PERIOD_MONTH};
constexpr v1::ComplianceChangeReason kReasons[] = {v1::COMPLIANCE_CHANGE_REASON_JOINED,
                                                   v1::COMPLIANCE_CHANGE_REASON_LEFT,
                                                   v1::COMPLIANCE_CHANGE_REASON_MOVED_IN,
                                                   v1::COMPLIANCE_CHANGE_REASON_MOVED_OUT,
                                                   v1::COMPLIANCE_CHANGE_REASON_RELEASED,
                                                   v1::COMPLIANCE_CHANGE_REASON_WAIVED,
                                                   v1::COMPLIANCE_CHANGE_REASON_PAUSED,
                                                   v1::COMPLIANCE_CHANGE_REASON_COMPLETED,
                                                   v1::COMPLIANCE_CHANGE_REASON_BECAME_OVERDUE,
                                                   v1::COMPLIANCE_CHANGE_REASON_OPENED,
                                                   v1::COMPLIANCE_CHANGE_REASON_CAUGHT_UP,
                                                   v1::COMPLIANCE_CHANGE_REASON_RESUMED,
                                                   v1::COMPLIANCE_CHANGE_REASON_SAME};

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
static_assert(std::size(kRoleGroups) == v1::RoleGroup_ARRAYSIZE - 1);
static_assert(std::size(kCatchUps) == v1::CatchUp_ARRAYSIZE - 1);
static_assert(std::size(kRecurrences) == v1::Recurrence_ARRAYSIZE - 1);
static_assert(std::size(kRoles) == v1::Role_ARRAYSIZE - 1);
static_assert(std::size(kUnitTypes) == v1::UnitType_ARRAYSIZE - 1);
static_assert(std::size(kGroupings) == v1::QueryComplianceRequest::GroupBy_ARRAYSIZE - 1);
static_assert(std::size(kPeriods) == v1::GetComplianceTrendRequest::Period_ARRAYSIZE - 1);
static_assert(std::size(kReasons) == v1::ComplianceChangeReason_ARRAYSIZE - 1);
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
v1::RoleGroup ToProto(RoleGroup group) { return kRoleGroups[static_cast<size_t>(group)]; }
v1::CatchUp ToProto(CatchUp catch_up) { return kCatchUps[static_cast<size_t>(catch_up)]; }
v1::Recurrence ToProto(Recurrence recurrence) { return kRecurrences[static_cast<size_t>(recurrence)]; }
v1::Role ToProto(Role role) { return kRoles[static_cast<size_t>(role)]; }
v1::UnitType ToProto(UnitType type) { return kUnitTypes[static_cast<size_t>(type)]; }
v1::SourceKind ToProto(SourceKind kind) { return kSourceKinds[static_cast<size_t>(kind)]; }
v1::PersonAttribute ToProto(PersonAttribute attribute) { return kAttributes[static_cast<size_t>(attribute)]; }
v1::SyncRunState ToProto(SyncRunState state) { return kRunStates[static_cast<size_t>(state)]; }
v1::SyncOrigin ToProto(SyncOrigin origin) { return kOrigins[static_cast<size_t>(origin)]; }

v1::ComplianceChangeReason ToProto(ChangeReason reason) { return kReasons[static_cast<size_t>(reason)]; }

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

absl::StatusOr<RoleGroup> ReadRoleGroup(v1::RoleGroup group, absl::string_view field) {
  return Read<RoleGroup>(kRoleGroups, group, field);
}

absl::StatusOr<CatchUp> ReadCatchUp(v1::CatchUp catch_up, absl::string_view field) {
  if (catch_up == v1::CATCH_UP_UNSPECIFIED) return CatchUp::kAll;
  return Read<CatchUp>(kCatchUps, catch_up, field);
}

absl::StatusOr<Recurrence> ReadRecurrence(v1::Recurrence recurrence, absl::string_view field) {
  if (recurrence == v1::RECURRENCE_UNSPECIFIED) return Recurrence::kOnce;
  return Read<Recurrence>(kRecurrences, recurrence, field);
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

absl::StatusOr<TrendPeriod> ReadPeriod(v1::GetComplianceTrendRequest::Period period,
                                       absl::string_view field) {
  if (period == v1::GetComplianceTrendRequest::PERIOD_UNSPECIFIED) return TrendPeriod::kMonth;
  return Read<TrendPeriod>(kPeriods, period, field);
}

}  // namespace nanolearn::rpc
