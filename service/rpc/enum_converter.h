#pragma once
// Enumerations between the API and ours.

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "nanolearn/v1/assignment.pb.h"
#include "nanolearn/v1/compliance_service.pb.h"
#include "nanolearn/v1/person.pb.h"
#include "nanolearn/v1/programme.pb.h"
#include "nanolearn/v1/source.pb.h"
#include "nanolearn/v1/sync_run.pb.h"
#include "nanolearn/v1/token.pb.h"
#include "nanolearn/v1/unit.pb.h"
#include "service/app/compliance.h"
#include "service/domain/assignment.h"
#include "service/domain/engagement.h"
#include "service/domain/programme.h"
#include "service/domain/role.h"
#include "service/domain/source.h"
#include "service/domain/sync_change.h"
#include "service/domain/sync_run.h"
#include "service/domain/unit.h"

namespace nanolearn::rpc {

v1::AssignmentState ToProto(AssignmentState state);
v1::EngagementKind ToProto(EngagementKind kind);
v1::RoleGroup ToProto(RoleGroup group);
v1::CatchUp ToProto(CatchUp catch_up);
v1::Recurrence ToProto(Recurrence recurrence);
v1::Role ToProto(Role role);
v1::UnitType ToProto(UnitType type);
v1::SourceKind ToProto(SourceKind kind);
v1::PersonAttribute ToProto(PersonAttribute attribute);
v1::SyncRunState ToProto(SyncRunState state);
v1::SyncOrigin ToProto(SyncOrigin origin);
v1::SyncChangeKind ToProto(SyncChangeKind kind);
v1::ComplianceChangeReason ToProto(ChangeReason reason);

// A violation of `field` for a number that is not known here and for UNSPECIFIED.
absl::StatusOr<AssignmentState> ReadState(v1::AssignmentState state, absl::string_view field);
absl::StatusOr<EngagementKind> ReadKind(v1::EngagementKind kind, absl::string_view field);
absl::StatusOr<RoleGroup> ReadRoleGroup(v1::RoleGroup group, absl::string_view field);
absl::StatusOr<Role> ReadRole(v1::Role role, absl::string_view field);
absl::StatusOr<SourceKind> ReadSourceKind(v1::SourceKind kind, absl::string_view field);
absl::StatusOr<PersonAttribute> ReadAttribute(v1::PersonAttribute attribute, absl::string_view field);
// Nothing for UNSPECIFIED.
absl::StatusOr<std::optional<EngagementKind>> ReadOptionalKind(v1::EngagementKind kind,
                                                               absl::string_view field);
absl::StatusOr<std::optional<SyncRunState>> ReadOptionalRunState(v1::SyncRunState state,
                                                                 absl::string_view field);
// The first for UNSPECIFIED.
absl::StatusOr<CatchUp> ReadCatchUp(v1::CatchUp catch_up, absl::string_view field);
absl::StatusOr<Recurrence> ReadRecurrence(v1::Recurrence recurrence, absl::string_view field);
// By unit for UNSPECIFIED.
absl::StatusOr<ComplianceGrouping> ReadGrouping(v1::QueryComplianceRequest::GroupBy group_by,
                                                absl::string_view field);

// By month for UNSPECIFIED.
absl::StatusOr<TrendPeriod> ReadPeriod(v1::GetComplianceTrendRequest::Period period, absl::string_view field);

}  // namespace nanolearn::rpc
