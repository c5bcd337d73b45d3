#include "service/rpc/method_access.h"

#include <algorithm>
#include <iterator>

namespace nanolearn::rpc {
namespace {

constexpr bool kDryRunIsLook = true;

// In the order of the names, for the search. Operations narrow it further: to the caller's organisation, unit and line.
constexpr MethodAccess kMethods[] = {
    {"ApproveSyncRun", Permission::kSyncPeople, Trace::kChange},
    {"AttestSession", Permission::kRecordCompletions, Trace::kChange},
    {"BatchRecordCompletions", Permission::kRecordCompletions, Trace::kChange},
    {"CheckMapping", Permission::kSyncPeople, Trace::kNothing},
    {"CompareCompliance", Permission::kReadAssignments, Trace::kNothing},
    {"CreateAccessGrant", Permission::kManageGrants, Trace::kChange},
    {"CreateLink", Permission::kManageLinks, Trace::kChange},
    {"CreateOrganisation", Permission::kManageInstallation, Trace::kChange},
    {"CreateProgramme", Permission::kManageProgrammes, Trace::kChange},
    {"CreateReport", Permission::kCreateReports, Trace::kChange},
    {"CreateSubscription", Permission::kManageSubscriptions, Trace::kChange},
    {"CreateToken", Permission::kManageTokens, Trace::kChange},
    {"DeleteIdentityProvider", Permission::kManageGrants, Trace::kChange},
    {"DeleteReportSchedule", Permission::kCreateReports, Trace::kChange},
    {"DeleteSubscription", Permission::kManageSubscriptions, Trace::kChange},
    {"EndException", Permission::kManageAssignments, Trace::kChange},
    {"ErasePerson", Permission::kErasePeople, Trace::kChange, kDryRunIsLook},
    {"ExplainAssignment", Permission::kReadAssignments, Trace::kLook},
    {"ExplainAudience", Permission::kReadPeople, Trace::kLook},
    {"ExportPerson", Permission::kExportPeople, Trace::kLook},
    {"ExtendAssignments", Permission::kManageAssignments, Trace::kChange},
    {"ExtractCompletions", Permission::kExportPeople, Trace::kLook},
    {"GetAssignment", Permission::kReadAssignments, Trace::kLook},
    {"GetAuditHead", Permission::kReadAudit, Trace::kNothing},
    {"GetCompletion", Permission::kReadCompletions, Trace::kLook},
    {"GetComplianceTrend", Permission::kReadCompliance, Trace::kNothing},
    {"GetIdentityProvider", Permission::kManageGrants, Trace::kNothing},
    {"GetModule", Permission::kReadModules, Trace::kNothing},
    {"GetModuleRevision", Permission::kReadModules, Trace::kNothing},
    {"GetOrganisation", Permission::kReadOrganisation, Trace::kNothing},
    {"GetPerson", Permission::kReadPeople, Trace::kLook},
    {"GetProgramme", Permission::kReadProgrammes, Trace::kNothing},
    {"GetReport", Permission::kReadReports, Trace::kLook},
    {"GetReportFile", Permission::kReadReports, Trace::kLook},
    {"GetRetention", Permission::kReadRetention, Trace::kNothing},
    {"GetSource", Permission::kReadSyncRuns, Trace::kNothing},
    {"GetStatus", Permission::kReadOrganisation, Trace::kNothing},
    {"GetSubscription", Permission::kManageSubscriptions, Trace::kNothing},
    {"GetSyncRun", Permission::kReadSyncRuns, Trace::kLook},
    {"GetSyncUpload", Permission::kSyncPeople, Trace::kNothing},
    {"GetUnit", Permission::kReadUnits, Trace::kNothing},
    {"ImportCompletions", Permission::kRecordCompletions, Trace::kChange},
    {"ImportUnits", Permission::kImportUnits, Trace::kChange},
    {"ListAccessGrants", Permission::kManageGrants, Trace::kLook},
    {"ListAssignments", Permission::kReadAssignments, Trace::kLook},
    {"ListAuditEntries", Permission::kReadAudit, Trace::kLook},
    {"ListCompletions", Permission::kReadCompletions, Trace::kLook},
    {"ListEvents", Permission::kReadEvents, Trace::kLook},
    {"ListJobs", Permission::kReadEvents, Trace::kNothing},
    {"ListKeys", Permission::kManageInstallation, Trace::kNothing},
    {"ListLatePeople", Permission::kReadAssignments, Trace::kLook},
    {"ListLinks", Permission::kManageLinks, Trace::kLook},
    {"ListMailTemplates", Permission::kReadMails, Trace::kNothing},
    {"ListMails", Permission::kReadMails, Trace::kLook},
    {"ListModules", Permission::kReadModules, Trace::kNothing},
    {"ListOrganisations", Permission::kReadOrganisation, Trace::kNothing},
    {"ListPeople", Permission::kReadPeople, Trace::kLook},
    {"ListProgrammes", Permission::kReadProgrammes, Trace::kNothing},
    {"ListReportSchedules", Permission::kReadReports, Trace::kNothing},
    {"ListReports", Permission::kReadReports, Trace::kNothing},
    {"ListSources", Permission::kReadSyncRuns, Trace::kNothing},
    {"ListSubscriptions", Permission::kManageSubscriptions, Trace::kNothing},
    {"ListSyncChanges", Permission::kReadSyncRuns, Trace::kLook},
    {"ListSyncRuns", Permission::kReadSyncRuns, Trace::kLook},
    {"ListTokens", Permission::kManageTokens, Trace::kNothing},
    {"ListUnits", Permission::kReadUnits, Trace::kNothing},
    {"MergePeople", Permission::kSyncPeople, Trace::kChange, kDryRunIsLook},
    {"PreviewMailTemplate", Permission::kReadMails, Trace::kNothing},
    {"PreviewProgramme", Permission::kPreviewProgrammes, Trace::kLook},
    {"PreviewRetention", Permission::kReadRetention, Trace::kLook},
    {"PublishModule", Permission::kPublishModules, Trace::kChange},
    {"QueryCompliance", Permission::kReadCompliance, Trace::kNothing},
    {"QueryWeakQuestions", Permission::kReadCompliance, Trace::kNothing},
    {"RebuildCompliance", Permission::kManageOrganisation, Trace::kChange},
    {"RecordCompletion", Permission::kRecordCompletions, Trace::kChange},
    {"RejectSyncRun", Permission::kSyncPeople, Trace::kChange},
    {"ReplaySubscription", Permission::kManageSubscriptions, Trace::kChange},
    {"ResetMailTemplate", Permission::kManageMailTemplates, Trace::kChange},
    {"RetireKey", Permission::kManageInstallation, Trace::kChange},
    {"RetryMail", Permission::kRetryMails, Trace::kChange},
    {"RevertSyncRun", Permission::kSyncPeople, Trace::kChange},
    {"RevokeAccessGrant", Permission::kManageGrants, Trace::kChange},
    {"RevokeLinks", Permission::kManageLinks, Trace::kChange},
    {"RevokeToken", Permission::kManageTokens, Trace::kChange},
    {"RotateToken", Permission::kManageTokens, Trace::kChange},
    {"SetIdentityProvider", Permission::kManageGrants, Trace::kChange},
    {"SetReportSchedule", Permission::kCreateReports, Trace::kChange},
    {"SetRetention", Permission::kErasePeople, Trace::kChange},
    {"SyncPeople", Permission::kSyncPeople, Trace::kChange, kDryRunIsLook},
    {"TestSubscription", Permission::kManageSubscriptions, Trace::kChange},
    {"UndoMergePeople", Permission::kSyncPeople, Trace::kChange},
    {"UpdateMailTemplate", Permission::kManageMailTemplates, Trace::kChange},
    {"UpdateOrganisation", Permission::kManageOrganisation, Trace::kChange},
    {"UpdateProgramme", Permission::kManageProgrammes, Trace::kChange},
    {"UpdateSource", Permission::kSyncPeople, Trace::kChange},
    {"UpdateSubscription", Permission::kManageSubscriptions, Trace::kChange},
    {"UseKey", Permission::kManageInstallation, Trace::kChange},
    {"VerifyCompliance", Permission::kVerifyCompliance, Trace::kNothing},
    {"VoidCompletion", Permission::kManageAssignments, Trace::kChange},
    {"WaiveAssignments", Permission::kManageAssignments, Trace::kChange},
    {"WatchCompliance", Permission::kReadCompliance, Trace::kNothing},
};

constexpr bool IsBefore(const MethodAccess& a, const MethodAccess& b) { return a.method < b.method; }
static_assert(std::is_sorted(std::begin(kMethods), std::end(kMethods), IsBefore));

}  // namespace

absl::Span<const MethodAccess> MethodTable() { return kMethods; }

const MethodAccess* AccessOf(absl::string_view method) {
  const auto found = std::lower_bound(
      std::begin(kMethods), std::end(kMethods), method,
      [](const MethodAccess& access, absl::string_view wanted) { return access.method < wanted; });
  return found != std::end(kMethods) && found->method == method ? found : nullptr;
}

}  // namespace nanolearn::rpc
