#pragma once
// The store as the operations see it. Everything is read and written in transactions; a transaction is a
// closure that may be run again.
//
// Values come back plain: "not there" is an empty optional or an empty list, never an error. When the
// database fails, the call inside the closure does not return: the transaction is unwound and either run
// again (deadlock, lock wait, lost connection before the commit, duplicate key from a race) or given up, and
// Read or Write returns UNAVAILABLE (reason DATABASE_UNAVAILABLE), or INTERNAL for what is our own mistake. A
// closure must therefore have no effect outside the transaction but on variables that it sets anew at its
// start.
//
// A commit whose outcome is unknown is resolved by running the closure again: every write looks for its
// request id first. Everything takes the organisation first; nothing crosses organisations.

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "service/storage/assignment_table.h"
#include "service/storage/audit_table.h"
#include "service/storage/completion_table.h"
#include "service/storage/compliance_table.h"
#include "service/storage/contact_table.h"
#include "service/storage/directory_table.h"
#include "service/storage/engagement_table.h"
#include "service/storage/event_table.h"
#include "service/storage/figure_table.h"
#include "service/storage/grant_table.h"
#include "service/storage/identity_provider_table.h"
#include "service/storage/job_table.h"
#include "service/storage/key_table.h"
#include "service/storage/lesson_table.h"
#include "service/storage/link_table.h"
#include "service/storage/mail_round_table.h"
#include "service/storage/mail_table.h"
#include "service/storage/mail_template_table.h"
#include "service/storage/module_table.h"
#include "service/storage/organisation_table.h"
#include "service/storage/person_merge_table.h"
#include "service/storage/person_table.h"
#include "service/storage/privacy_table.h"
#include "service/storage/programme_table.h"
#include "service/storage/report_table.h"
#include "service/storage/request_table.h"
#include "service/storage/sign_in_table.h"
#include "service/storage/source_table.h"
#include "service/storage/subscription_table.h"
#include "service/storage/sync_run_table.h"
#include "service/storage/token_table.h"
#include "service/storage/unit_table.h"
#include "service/storage/upload_table.h"

namespace nanolearn {

// One consistent snapshot: all reads see the same moment. Used by one thread.
class ReadTransaction {
 public:
  virtual ~ReadTransaction() = default;
  virtual const AssignmentTable& assignments() const = 0;
  virtual const AuditTable& audit() const = 0;
  virtual const CompletionTable& completions() const = 0;
  virtual const ComplianceTable& compliance() const = 0;
  virtual const ContactTable& contacts() const = 0;
  virtual const DirectoryTable& directory() const = 0;
  virtual const EngagementTable& engagements() const = 0;
  virtual const EventTable& events() const = 0;
  virtual const FigureTable& figures() const = 0;
  virtual const GrantTable& grants() const = 0;
  virtual const IdentityProviderTable& identity_providers() const = 0;
  virtual const JobTable& jobs() const = 0;
  virtual const KeyTable& keys() const = 0;
  virtual const LessonTable& lessons() const = 0;
  virtual const LinkTable& links() const = 0;
  virtual const MailRoundTable& mail_rounds() const = 0;
  virtual const MailTemplateTable& mail_templates() const = 0;
  virtual const MailTable& mails() const = 0;
  virtual const ModuleTable& modules() const = 0;
  virtual const OrganisationTable& organisations() const = 0;
  virtual const PersonTable& people() const = 0;
  virtual const PersonMergeTable& person_merges() const = 0;
  virtual const PrivacyTable& privacy() const = 0;
  virtual const ProgrammeTable& programmes() const = 0;
  virtual const ReportTable& reports() const = 0;
  virtual const RequestTable& requests() const = 0;
  virtual const SignInTable& sign_ins() const = 0;
  virtual const SourceTable& sources() const = 0;
  virtual const SubscriptionTable& subscriptions() const = 0;
  virtual const SyncRunTable& sync_runs() const = 0;
  virtual const TokenTable& tokens() const = 0;
  virtual const UnitTable& units() const = 0;
  virtual const UploadTable& uploads() const = 0;
};

// Reads see what it has written. Used by one thread.
class WriteTransaction : public ReadTransaction {
 public:
  virtual AssignmentTable& assignments() = 0;
  virtual AuditTable& audit() = 0;
  virtual CompletionTable& completions() = 0;
  virtual ContactTable& contacts() = 0;
  virtual DirectoryTable& directory() = 0;
  virtual EngagementTable& engagements() = 0;
  virtual EventTable& events() = 0;
  virtual FigureTable& figures() = 0;
  virtual GrantTable& grants() = 0;
  virtual IdentityProviderTable& identity_providers() = 0;
  virtual JobTable& jobs() = 0;
  virtual KeyTable& keys() = 0;
  virtual LessonTable& lessons() = 0;
  virtual LinkTable& links() = 0;
  virtual MailRoundTable& mail_rounds() = 0;
  virtual MailTemplateTable& mail_templates() = 0;
  virtual MailTable& mails() = 0;
  virtual ModuleTable& modules() = 0;
  virtual OrganisationTable& organisations() = 0;
  virtual PersonTable& people() = 0;
  virtual PersonMergeTable& person_merges() = 0;
  virtual PrivacyTable& privacy() = 0;
  virtual ProgrammeTable& programmes() = 0;
  virtual ReportTable& reports() = 0;
  virtual RequestTable& requests() = 0;
  virtual SignInTable& sign_ins() = 0;
  virtual SourceTable& sources() = 0;
  virtual SubscriptionTable& subscriptions() = 0;
  virtual SyncRunTable& sync_runs() = 0;
  virtual TokenTable& tokens() = 0;
  virtual UnitTable& units() = 0;
  virtual UploadTable& uploads() = 0;
};

// Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  // Runs `body` in a read-only snapshot and returns what it returns.
  virtual absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) = 0;

  // Runs `body` in a transaction. OK from `body`: committed and durable when this returns OK. Anything else
  // from it: rolled back, and returned.
  virtual absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) = 0;

  struct Info {
    int schema_version = 0;
    std::string database_version;
  };
  virtual absl::StatusOr<Info> GetInfo() = 0;
};

}  // namespace nanolearn
