#include "service/app/modules.h"

#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/app/upkeep.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/module_kind.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::Status BadModule(const std::vector<LintProblem>& problems) {
  ErrorDetails details{.reason = "BAD_MODULE"};
  for (const LintProblem& problem : problems) {
    details.violations.push_back({absl::StrCat(problem.file, ":", problem.line), problem.message});
  }
  return MakeError(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("the module has ", problems.size(),
                                problems.size() == 1 ? " problem" : " problems", " and was not published"),
                   details);
}

ModuleSummary SummaryOf(const ModuleContent& content) {
  const ModuleManifest& manifest = content.manifest;
  return {.slug = manifest.id,
          .display_name = content.texts.at(manifest.languages.front()).title,
          .kind = manifest.kind,
          .minutes = manifest.minutes,
          .topics = manifest.topics,
          .languages = manifest.languages};
}

// Whether a policy can be asked for again as the publication says.
absl::Status CheckAskAgain(const ModulePublication& publication, const ModuleSummary& module, Date today) {
  if (publication.ask_again == AskAgain::kNobody) {
    if (!publication.ask_date) return absl::OkStatus();
    return InvalidField("ask_date", "is for asking again: say who is asked");
  }
  if (module.kind != kPolicy) {
    return InvalidField("ask_again", "is for policies, modules of kind POLICY");
  }
  if (module.revision == 1) {
    return InvalidField("ask_again", "is for a revision after the first: nobody has acknowledged it yet");
  }
  if (publication.ask_date.value_or(today) >= today) return absl::OkStatus();
  return InvalidField("ask_date", absl::StrCat("is today, ", FormatDate(today), ", or later"));
}

std::string ArgumentsOf(Id organisation_id, const ModulePublication& publication,
                        const std::string& checksum) {
  std::string text = absl::StrCat(organisation_id, "\n", checksum);
  if (publication.ask_again == AskAgain::kNobody) return text;
  absl::StrAppend(&text, "\n", static_cast<int>(publication.ask_again), "\n",
                  publication.ask_date ? FormatDate(*publication.ask_date) : "");
  return text;
}

AuditEvent EventOf(const Organisation& org, const ModulePublication& publication, const ModuleSummary& module,
                   Date today) {
  AuditEvent event{.action = "PublishModule",
                   .resource = ResourceName(org.slug, "modules", module.slug),
                   .request_id = publication.request_id,
                   .details = {{"revision", absl::StrCat(module.revision)}}};
  if (publication.ask_again == AskAgain::kNobody) return event;
  event.details["ask_again"] = publication.ask_again == AskAgain::kAll ? "ALL" : "HOLDERS";
  event.details["ask_date"] = FormatDate(publication.ask_date.value_or(today));
  return event;
}

}  // namespace

absl::StatusOr<ModuleSummary> Modules::Get(const Caller& caller, const std::string& organisation,
                                           const std::string& slug) {
  ModuleSummary module;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadModules));
    ASSIGN_OR_RETURN(module, FindModule(tx, org, slug));
    return absl::OkStatus();
  }));
  return module;
}

absl::StatusOr<ModuleList> Modules::List(const Caller& caller, const std::string& organisation,
                                         const PageRequest& request) {
  const std::string query = absl::StrCat("modules\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ModuleList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadModules));
    list.modules = tx.modules().List(org.id, page.after, page.size + 1);
    if (list.modules.size() > static_cast<size_t>(page.size)) {
      list.modules.pop_back();
      list.next_page_token = NextPageToken(query, list.modules.back().slug);
    }
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<ModuleRevisionView> Modules::GetRevision(const Caller& caller, const std::string& organisation,
                                                        const std::string& slug, int revision) {
  ModuleRevisionView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadModules));
    ASSIGN_OR_RETURN(const ModuleSummary module, FindModule(tx, org, slug));
    const int number = revision == 0 ? module.revision : revision;
    const std::optional<ModuleSummary> then =
        number == module.revision ? module : tx.modules().FindRevision(org.id, module.id, number);
    if (!then) {
      return errors::NotFound("revision",
                              absl::StrCat(ResourceName(org.slug, "modules", slug), "/revisions/", number));
    }
    view = {*then, *texts_.Of(tx, org.id, module.id, number)};
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<ModulePublicationResult> Modules::Publish(const Caller& caller,
                                                         const ModulePublication& publication) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, publication.organisation, Permission::kPublishModules));
  if (publication.files.size() > limits::kMaxModuleFiles) {
    return InvalidField("files", absl::StrCat("are at most ", limits::kMaxModuleFiles));
  }
  const ModuleFolder folder = ReadModuleFolder(publication.files);
  if (!folder.problems.empty()) return BadModule(folder.problems);
  ModuleSummary wanted = SummaryOf(folder.content);
  wanted.checksum = ModuleChecksum(publication.files);
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(publication.request_id, "PublishModule",
                                                          ArgumentsOf(org.id, publication, wanted.checksum)));
  const Date today = Today(env_, org);
  ModulePublicationResult result;
  const auto publish = [&](const ReadTransaction& tx) {
    const std::optional<ModuleSummary> latest = tx.modules().Find(org.id, wanted.slug);
    if (latest && latest->checksum == wanted.checksum) {
      result = {*latest, false};
      return;
    }
    result = {wanted, true};
    result.module.id = latest ? latest->id : env_.ids.Next();
    result.module.revision = latest ? latest->revision + 1 : 1;
    result.module.publish_time = env_.clock.Now();
  };
  if (publication.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
      publish(tx);
      return CheckAskAgain(publication, result.module, today);
    }));
    return result;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      ASSIGN_OR_RETURN(const ModuleSummary module, FindModule(tx, org, wanted.slug));
      result = {module, *done == "1"};
      return absl::OkStatus();
    }
    publish(tx);
    RETURN_IF_ERROR(CheckAskAgain(publication, result.module, today));
    if (result.changed) tx.modules().InsertRevision(org.id, result.module, publication.files);
    if (publication.ask_again != AskAgain::kNobody) {
      tx.modules().PutEdition(org.id, {.module_id = result.module.id,
                                       .start_date = publication.ask_date.value_or(today),
                                       .revision = result.module.revision,
                                       .asks_all = publication.ask_again == AskAgain::kAll});
      AssignmentPlanner(env_, tx, org.id).PlanEverybody();
    }
    if (result.changed || publication.ask_again != AskAgain::kNobody) {
      Audit(tx, env_, org.id, caller.origin, EventOf(org, publication, result.module, today));
    }
    key.Remember(tx, org.id, result.changed ? "1" : "0");
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(FinishPlanning(env_, org).status());
  return result;
}

}  // namespace nanolearn
