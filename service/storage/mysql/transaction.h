#pragma once

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/audit_table.h"
#include "service/storage/mysql/completion_table.h"
#include "service/storage/mysql/compliance_table.h"
#include "service/storage/mysql/contact_table.h"
#include "service/storage/mysql/directory_table.h"
#include "service/storage/mysql/engagement_table.h"
#include "service/storage/mysql/event_table.h"
#include "service/storage/mysql/figure_table.h"
#include "service/storage/mysql/grant_table.h"
#include "service/storage/mysql/identity_provider_table.h"
#include "service/storage/mysql/job_table.h"
#include "service/storage/mysql/key_table.h"
#include "service/storage/mysql/lesson_table.h"
#include "service/storage/mysql/link_table.h"
#include "service/storage/mysql/mail_round_table.h"
#include "service/storage/mysql/mail_table.h"
#include "service/storage/mysql/mail_template_table.h"
#include "service/storage/mysql/module_table.h"
#include "service/storage/mysql/organisation_table.h"
#include "service/storage/mysql/person_merge_table.h"
#include "service/storage/mysql/person_table.h"
#include "service/storage/mysql/privacy_table.h"
#include "service/storage/mysql/programme_table.h"
#include "service/storage/mysql/report_table.h"
#include "service/storage/mysql/request_table.h"
#include "service/storage/mysql/sign_in_table.h"
#include "service/storage/mysql/source_table.h"
#include "service/storage/mysql/subscription_table.h"
#include "service/storage/mysql/sync_run_table.h"
#include "service/storage/mysql/token_table.h"
#include "service/storage/mysql/unit_table.h"
#include "service/storage/mysql/upload_table.h"
#include "service/storage/store.h"

namespace nanolearn::mysql {

// Every table, by way of one session, which must outlive them.
struct Tables {
  explicit Tables(Session& session)
      : assignments(session),
        audit(session),
        completions(session),
        compliance(session),
        contacts(session),
        directory(session),
        engagements(session),
        events(session),
        figures(session),
        grants(session),
        identity_providers(session),
        jobs(session),
        keys(session),
        lessons(session),
        links(session),
        mail_rounds(session),
        mail_templates(session),
        mails(session),
        modules(session),
        organisations(session),
        people(session),
        person_merges(session),
        privacy(session),
        programmes(session),
        reports(session),
        requests(session),
        sign_ins(session),
        sources(session),
        subscriptions(session),
        sync_runs(session),
        tokens(session),
        units(session),
        uploads(session) {}

  MysqlAssignmentTable assignments;
  MysqlAuditTable audit;
  MysqlCompletionTable completions;
  MysqlComplianceTable compliance;
  MysqlContactTable contacts;
  MysqlDirectoryTable directory;
  MysqlEngagementTable engagements;
  MysqlEventTable events;
  MysqlFigureTable figures;
  MysqlGrantTable grants;
  MysqlIdentityProviderTable identity_providers;
  MysqlJobTable jobs;
  MysqlKeyTable keys;
  MysqlLessonTable lessons;
  MysqlLinkTable links;
  MysqlMailRoundTable mail_rounds;
  MysqlMailTemplateTable mail_templates;
  MysqlMailTable mails;
  MysqlModuleTable modules;
  MysqlOrganisationTable organisations;
  MysqlPersonTable people;
  MysqlPersonMergeTable person_merges;
  MysqlPrivacyTable privacy;
  MysqlProgrammeTable programmes;
  MysqlReportTable reports;
  MysqlRequestTable requests;
  MysqlSignInTable sign_ins;
  MysqlSourceTable sources;
  MysqlSubscriptionTable subscriptions;
  MysqlSyncRunTable sync_runs;
  MysqlTokenTable tokens;
  MysqlUnitTable units;
  MysqlUploadTable uploads;
};

// What both kinds of transaction read; `Base` is ReadTransaction or WriteTransaction.
template <typename Base>
class ReadingTransaction : public Base {
 public:
  explicit ReadingTransaction(Session& session) : tables_(session) {}

  const AssignmentTable& assignments() const override { return tables_.assignments; }
  const AuditTable& audit() const override { return tables_.audit; }
  const CompletionTable& completions() const override { return tables_.completions; }
  const ComplianceTable& compliance() const override { return tables_.compliance; }
  const ContactTable& contacts() const override { return tables_.contacts; }
  const DirectoryTable& directory() const override { return tables_.directory; }
  const EngagementTable& engagements() const override { return tables_.engagements; }
  const EventTable& events() const override { return tables_.events; }
  const FigureTable& figures() const override { return tables_.figures; }
  const GrantTable& grants() const override { return tables_.grants; }
  const IdentityProviderTable& identity_providers() const override { return tables_.identity_providers; }
  const JobTable& jobs() const override { return tables_.jobs; }
  const KeyTable& keys() const override { return tables_.keys; }
  const LessonTable& lessons() const override { return tables_.lessons; }
  const LinkTable& links() const override { return tables_.links; }
  const MailRoundTable& mail_rounds() const override { return tables_.mail_rounds; }
  const MailTemplateTable& mail_templates() const override { return tables_.mail_templates; }
  const MailTable& mails() const override { return tables_.mails; }
  const ModuleTable& modules() const override { return tables_.modules; }
  const OrganisationTable& organisations() const override { return tables_.organisations; }
  const PersonTable& people() const override { return tables_.people; }
  const PersonMergeTable& person_merges() const override { return tables_.person_merges; }
  const PrivacyTable& privacy() const override { return tables_.privacy; }
  const ProgrammeTable& programmes() const override { return tables_.programmes; }
  const ReportTable& reports() const override { return tables_.reports; }
  const RequestTable& requests() const override { return tables_.requests; }
  const SignInTable& sign_ins() const override { return tables_.sign_ins; }
  const SourceTable& sources() const override { return tables_.sources; }
  const SubscriptionTable& subscriptions() const override { return tables_.subscriptions; }
  const SyncRunTable& sync_runs() const override { return tables_.sync_runs; }
  const TokenTable& tokens() const override { return tables_.tokens; }
  const UnitTable& units() const override { return tables_.units; }
  const UploadTable& uploads() const override { return tables_.uploads; }

 protected:
  Tables tables_;
};

class MysqlReadTransaction final : public ReadingTransaction<ReadTransaction> {
 public:
  using ReadingTransaction::ReadingTransaction;
};

class MysqlWriteTransaction final : public ReadingTransaction<WriteTransaction> {
 public:
  using ReadingTransaction::ReadingTransaction;

  AssignmentTable& assignments() override { return tables_.assignments; }
  AuditTable& audit() override { return tables_.audit; }
  CompletionTable& completions() override { return tables_.completions; }
  ContactTable& contacts() override { return tables_.contacts; }
  DirectoryTable& directory() override { return tables_.directory; }
  EngagementTable& engagements() override { return tables_.engagements; }
  EventTable& events() override { return tables_.events; }
  FigureTable& figures() override { return tables_.figures; }
  GrantTable& grants() override { return tables_.grants; }
  IdentityProviderTable& identity_providers() override { return tables_.identity_providers; }
  JobTable& jobs() override { return tables_.jobs; }
  KeyTable& keys() override { return tables_.keys; }
  LessonTable& lessons() override { return tables_.lessons; }
  LinkTable& links() override { return tables_.links; }
  MailRoundTable& mail_rounds() override { return tables_.mail_rounds; }
  MailTemplateTable& mail_templates() override { return tables_.mail_templates; }
  MailTable& mails() override { return tables_.mails; }
  ModuleTable& modules() override { return tables_.modules; }
  OrganisationTable& organisations() override { return tables_.organisations; }
  PersonTable& people() override { return tables_.people; }
  PersonMergeTable& person_merges() override { return tables_.person_merges; }
  PrivacyTable& privacy() override { return tables_.privacy; }
  ProgrammeTable& programmes() override { return tables_.programmes; }
  ReportTable& reports() override { return tables_.reports; }
  RequestTable& requests() override { return tables_.requests; }
  SignInTable& sign_ins() override { return tables_.sign_ins; }
  SourceTable& sources() override { return tables_.sources; }
  SubscriptionTable& subscriptions() override { return tables_.subscriptions; }
  SyncRunTable& sync_runs() override { return tables_.sync_runs; }
  TokenTable& tokens() override { return tables_.tokens; }
  UnitTable& units() override { return tables_.units; }
  UploadTable& uploads() override { return tables_.uploads; }

  // The last before the commit.
  void Finish() { tables_.audit.Finish(); }
};

}  // namespace nanolearn::mysql
