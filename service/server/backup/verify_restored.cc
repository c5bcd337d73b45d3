#include "service/server/backup/verify_restored.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/app/access.h"
#include "service/app/compliance_verify.h"
#include "service/base/clock.h"
#include "service/base/key_ring.h"
#include "service/base/status_macros.h"
#include "service/domain/audit_export.h"
#include "service/server/backup/progress_line.h"
#include "service/storage/mysql/mysql_store.h"

namespace nanolearn {
namespace {

constexpr int kEntriesTogether = 1000;
constexpr int kAllOrganisations = 1 << 20;

// One snapshot for each piece; nobody writes.
absl::Status VerifyChain(Store& store, Id organisation_id, const std::string& name, RestoreResult& result) {
  AuditVerifier verifier;
  verifier.Add(AuditFileStart(organisation_id));
  AuditHead head = EmptyAuditChain();
  RETURN_IF_ERROR(store.Read([&](const ReadTransaction& tx) {
    head = tx.audit().Head(organisation_id);
    return absl::OkStatus();
  }));
  std::vector<ChainedEntry> entries;
  for (uint64_t after = 0; after == 0 || !entries.empty();
       after = entries.empty() ? after : entries.back().entry.sequence) {
    RETURN_IF_ERROR(store.Read([&](const ReadTransaction& tx) {
      entries = tx.audit().ListAfter(organisation_id, {}, after, kEntriesTogether);
      return absl::OkStatus();
    }));
    for (const ChainedEntry& entry : entries) verifier.Add(AuditFileLine(organisation_id, entry.entry, entry.hash));
    if (entries.empty()) break;
  }
  verifier.Add(AuditFileEnd(head));
  verifier.Finish();
  result.audit_entries += static_cast<int64_t>(verifier.entries());
  if (verifier.problem_count() == 0) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the audit of ", name, " is not whole at entry ",
                                          verifier.problems().front().sequence, ": ",
                                          verifier.problems().front().text));
}

absl::Status VerifyFigures(ComplianceVerifier& verifier, const Organisation& organisation, RestoreResult& result) {
  const Caller caller{{.organisation_id = organisation.id, .role = Role::kAdmin}};
  const absl::StatusOr<ComplianceVerdict> verdict = verifier.Verify(caller, organisation.slug, {});
  if (absl::IsUnavailable(verdict.status())) {
    ++result.unready;
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(verdict.status());
  result.figures += verdict->compared;
  if (verdict->differences == 0) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(verdict->differences, " figures of ", organisation.slug, " are not what the facts say"));
}

}  // namespace

absl::Status VerifyRestored(const mysql::ConnectionOptions& connection, const std::string& key_file,
                            RestoreResult& result) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, mysql::MysqlStore::Open(connection));
  ASSIGN_OR_RETURN(const std::unique_ptr<KeyRing> keys, KeyRing::Open(key_file));
  const SystemClock clock;
  IdGenerator ids(clock);
  ComplianceVerifier verifier(Environment{*store, clock, ids, *keys});
  std::vector<Organisation> organisations;
  RETURN_IF_ERROR(store->Read([&](const ReadTransaction& tx) {
    organisations = tx.organisations().List("", kAllOrganisations);
    return absl::OkStatus();
  }));
  ProgressLine progress("verifying the audit and the figures", organisations.size() + 1);
  RETURN_IF_ERROR(VerifyChain(*store, kNoId, "the installation", result));
  for (const Organisation& organisation : organisations) {
    progress.Add(1);
    RETURN_IF_ERROR(VerifyChain(*store, organisation.id, organisation.slug, result));
    RETURN_IF_ERROR(VerifyFigures(verifier, organisation, result));
    ++result.organisations;
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
