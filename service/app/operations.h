#pragma once

#include "service/app/access.h"
#include "service/app/access_grants.h"
#include "service/app/access_log.h"
#include "service/app/audit_list.h"
#include "service/app/assignments.h"
#include "service/app/bearer_tokens.h"
#include "service/app/call_limits.h"
#include "service/app/completion_queue.h"
#include "service/app/completions.h"
#include "service/app/compliance.h"
#include "service/app/compliance_verify.h"
#include "service/app/directory.h"
#include "service/app/disclosures.h"
#include "service/app/events.h"
#include "service/app/figure_rebuild.h"
#include "service/app/identity_providers.h"
#include "service/app/job_list.h"
#include "service/app/keys.h"
#include "service/app/learner_links.h"
#include "service/app/lessons.h"
#include "service/app/mail_list.h"
#include "service/app/mail_templates.h"
#include "service/app/managed_people.h"
#include "service/app/modules.h"
#include "service/app/oidc_sign_ins.h"
#include "service/app/organisations.h"
#include "service/app/people.h"
#include "service/app/person_erasure.h"
#include "service/app/person_export.h"
#include "service/app/person_merges.h"
#include "service/app/programmes.h"
#include "service/app/reminders.h"
#include "service/app/report_schedules.h"
#include "service/app/reports.h"
#include "service/app/retention.h"
#include "service/app/sign_ins.h"
#include "service/app/sources.h"
#include "service/app/staff_sync.h"
#include "service/app/subscriptions.h"
#include "service/app/sync_runs.h"
#include "service/app/sync_uploads.h"
#include "service/app/tokens.h"
#include "service/app/units.h"

namespace nanolearn {

// Everything the product can do, one object for each noun.
struct Operations {
  explicit Operations(const Environment& environment, const SubscriptionOptions& subscription_options = {},
                      const CallLimitOptions& call_limit_options = {}, const oidc::HttpOptions& oidc_options = {})
      : env(environment),
        authenticator(env),
        call_limits(env.clock, call_limit_options),
        keys(env),
        access_log(env),
        audit(env),
        organisations(env),
        units(env),
        people(env),
        person_merges(env),
        person_exports(env),
        person_erasures(env),
        retention(env),
        disclosures(env),
        sources(env),
        staff_syncs(env),
        sync_uploads(env, staff_syncs),
        sync_runs(env),
        modules(env),
        programmes(env),
        assignments(env),
        completions(env),
        completion_queue(completions),
        learner_links(env),
        lessons(env, completion_queue),
        compliance(env),
        compliance_verifier(env),
        reminders(env, compliance),
        reports(env),
        report_schedules(env),
        figure_rebuild(env),
        directory_users(env),
        directory_groups(env),
        tokens(env, authenticator),
        sign_ins(env),
        providers(env.clock, oidc_options),
        bearer_tokens(env, providers),
        identity_providers(env, providers, bearer_tokens, sign_ins),
        oidc_sign_ins(env, providers, sign_ins),
        access_grants(env, sign_ins, bearer_tokens),
        managed_people(env),
        events(env),
        subscriptions(env, subscription_options),
        jobs(env),
        mails(env),
        mail_templates(env) {}

  Environment env;
  Authenticator authenticator;
  CallLimits call_limits;
  Keys keys;
  AccessLog access_log;
  AuditList audit;
  Organisations organisations;
  Units units;
  People people;
  PersonMerges person_merges;
  PersonExports person_exports;
  PersonErasures person_erasures;
  Retention retention;
  Disclosures disclosures;
  Sources sources;
  StaffSyncs staff_syncs;
  SyncUploads sync_uploads;
  SyncRuns sync_runs;
  Modules modules;
  Programmes programmes;
  Assignments assignments;
  Completions completions;
  CompletionQueue completion_queue;
  LearnerLinks learner_links;
  Lessons lessons;
  Compliance compliance;
  ComplianceVerifier compliance_verifier;
  Reminders reminders;
  Reports reports;
  ReportSchedules report_schedules;
  FigureRebuild figure_rebuild;
  DirectoryUsers directory_users;
  DirectoryGroups directory_groups;
  Tokens tokens;
  SignIns sign_ins;
  oidc::Providers providers;
  BearerTokens bearer_tokens;
  IdentityProviders identity_providers;
  OidcSignIns oidc_sign_ins;
  AccessGrants access_grants;
  ManagedPeople managed_people;
  Events events;
  Subscriptions subscriptions;
  Jobs jobs;
  MailList mails;
  MailTemplates mail_templates;
};

}  // namespace nanolearn
