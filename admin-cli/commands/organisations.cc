#include "admin-cli/commands/organisations.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/organisation_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Organisation;
using v1::OrganisationService;

const ColumnsOf<Organisation>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Organisation>{
      {{"organisation", "Organisation"}, [](const Organisation& o) { return ShortId(o.name()); }},
      {{"name", "Name"}, [](const Organisation& o) { return o.display_name(); }},
      {{"time_zone", "Time zone"}, [](const Organisation& o) { return o.time_zone(); }},
      {{"min_group_size", "Smallest group", Type::kNumber},
       [](const Organisation& o) { return o.min_group_size(); }},
      {{"created", "Created", Type::kTime},
       [](const Organisation& o) { return Instant(o.has_create_time(), o.create_time()); }}};
  return *kColumns;
}

// The one named, else the one configured.
absl::StatusOr<std::string> NameOf(const std::string& id, const Context& context) {
  if (!id.empty()) return OrganisationName(id);
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  return names.parent();
}

struct CreateOptions {
  std::string id, name, request_id;
  std::string time_zone = "Europe/Stockholm";
};

absl::Status Create(const CreateOptions& options, Context& context) {
  v1::CreateOrganisationRequest request;
  request.set_organisation_id(options.id);
  request.mutable_organisation()->set_display_name(options.name);
  request.mutable_organisation()->set_time_zone(options.time_zone);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(
      const Organisation organisation,
      context.client.Call<OrganisationService>(&OrganisationService::Stub::CreateOrganisation, request));
  context.AnswerOne(Columns(), organisation);
  context.Note(absl::StrCat("Created organisation ", options.id,
                            ". Name it in what follows with --organisation ", options.id,
                            ", or once and for all in cli.toml."));
  return absl::OkStatus();
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const auto organisations,
                   ListAll<OrganisationService>(
                       context, &OrganisationService::Stub::ListOrganisations, v1::ListOrganisationsRequest(),
                       &v1::ListOrganisationsResponse::organisations, options.limit));
  context.AnswerList(Columns(), organisations, "There is no organisation.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string id;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  v1::GetOrganisationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), NameOf(options.id, context));
  ASSIGN_OR_RETURN(
      const Organisation organisation,
      context.client.Call<OrganisationService>(&OrganisationService::Stub::GetOrganisation, request));
  context.AnswerOne(Columns(), organisation);
  return absl::OkStatus();
}

struct UpdateOptions {
  std::string id, name, time_zone;
  std::optional<int> min_group_size;
};

absl::Status Update(const UpdateOptions& options, Context& context) {
  if (options.name.empty() && options.time_zone.empty() && !options.min_group_size) {
    return UsageError("Nothing to change: give --name, --time-zone or --min-group-size.");
  }
  v1::UpdateOrganisationRequest request;
  Organisation& organisation = *request.mutable_organisation();
  ASSIGN_OR_RETURN(*organisation.mutable_name(), NameOf(options.id, context));
  organisation.set_display_name(options.name);
  organisation.set_time_zone(options.time_zone);
  if (!options.name.empty()) request.mutable_update_mask()->add_paths("display_name");
  if (!options.time_zone.empty()) request.mutable_update_mask()->add_paths("time_zone");
  if (options.min_group_size) {
    organisation.set_min_group_size(*options.min_group_size);
    request.mutable_update_mask()->add_paths("min_group_size");
  }
  ASSIGN_OR_RETURN(const Organisation updated, context.client.Call<OrganisationService>(
                                                   &OrganisationService::Stub::UpdateOrganisation, request));
  context.AnswerOne(Columns(), updated);
  context.Note(absl::StrCat("Updated organisation ", ShortId(updated.name()), "."));
  return absl::OkStatus();
}

}  // namespace

void AddOrganisations(CommandLine& line) {
  Noun noun = line.AddNoun("organisations", "Tenants, for example one municipal group each");

  Verb create = noun.AddVerb({"create", "Create an organisation (needs a token of the installation)",
                              "organisations create alvnas --name Älvnäs"});
  auto& created = create.Runs(Create);
  create.Argument(created.id, "ID", "1-40 of a-z, 0-9 and -; never changes");
  create.Option(created.name, "--name", "NAME", "What people call it", Need::kRequired);
  create.Option(created.time_zone, "--time-zone", "ZONE",
                "Decides when a day ends (default Europe/Stockholm)");
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the organisations that the token can see", "organisations list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show an organisation", "organisations show alvnas"});
  show.Argument(show.Runs(Show).id, "ID", "Which; the configured one without it", Need::kOptional);

  Verb update = noun.AddVerb({"update", "Change an organisation's name, time zone or smallest group",
                              "organisations update alvnas --name \"Älvnäs kommun\""});
  auto& updated = update.Runs(Update);
  update.Argument(updated.id, "ID", "Which; the configured one without it", Need::kOptional);
  update.Option(updated.name, "--name", "NAME", "What people call it");
  update.Option(updated.time_zone, "--time-zone", "ZONE", "An IANA zone such as Europe/Stockholm");
  update.Setting(updated.min_group_size, "--min-group-size",
                 "Figures of smaller groups are hidden from those who may not know about individuals: 1-100");
}

}  // namespace nanolearn::cli
