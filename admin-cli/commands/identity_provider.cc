#include "admin-cli/commands/identity_provider.h"

#include <istream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/context.h"
#include "admin-cli/files.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/identity_provider_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::IdentityProvider;
using v1::IdentityProviderService;

constexpr size_t kMaxSecretBytes = 4096;

const ColumnsOf<IdentityProvider>& Columns() {
  static const auto* const kColumns = new ColumnsOf<IdentityProvider>{
      {{"issuer", "Issuer", Type::kWhole}, [](const IdentityProvider& p) { return p.issuer(); }},
      {{"client_id", "Client", Type::kWhole}, [](const IdentityProvider& p) { return p.client_id(); }},
      {{"has_client_secret", "Secret"}, [](const IdentityProvider& p) { return p.has_client_secret(); }},
      {{"audiences", "Audiences"}, [](const IdentityProvider& p) { return ListOf(p.audiences()); }},
      {{"bearer_issuer", "Bearer issuer", Type::kWhole}, [](const IdentityProvider& p) { return p.bearer_issuer(); }},
      {{"email_claim", "Email claim"}, [](const IdentityProvider& p) { return p.email_claim(); }},
      {{"name", "Button"}, [](const IdentityProvider& p) { return Optional(p.display_name()); }},
      {{"required", "Only way in"}, [](const IdentityProvider& p) { return p.required(); }},
      {{"acr_values", "acr"}, [](const IdentityProvider& p) { return ListOf(p.acr_values()); }},
      {{"amr_values", "amr"}, [](const IdentityProvider& p) { return ListOf(p.amr_values()); }},
      {{"created", "Created", Type::kTime},
       [](const IdentityProvider& p) { return Instant(p.has_create_time(), p.create_time()); }},
      {{"updated", "Updated", Type::kTime},
       [](const IdentityProvider& p) { return Instant(p.has_update_time(), p.update_time()); }}};
  return *kColumns;
}

absl::Status Show(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetIdentityProviderRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const IdentityProvider provider,
                   context.client.Call<IdentityProviderService>(
                       &IdentityProviderService::Stub::GetIdentityProvider, request));
  context.AnswerOne(Columns(), provider);
  return absl::OkStatus();
}

struct SetOptions {
  std::string issuer, client_id, secret_file, bearer_issuer, email_claim, name, request_id;
  std::vector<std::string> audiences, acr_values, amr_values;
  bool is_public = false, required = false;
};

// Never an argument, which others on the machine can see.
absl::StatusOr<std::string> ReadSecret(const std::string& path, Context& context) {
  std::string secret;
  if (path == "-") {
    if (context.environment.in == nullptr) return UsageError("There is no standard input to read the secret from.");
    secret.assign(std::istreambuf_iterator<char>(*context.environment.in), {});
  } else {
    ASSIGN_OR_RETURN(secret, ReadFile(path, kMaxSecretBytes));
  }
  absl::StripAsciiWhitespace(&secret);
  if (secret.empty()) return UsageError("The secret is empty. --public says that there is none.");
  return secret;
}

absl::Status SetSecret(const SetOptions& options, Context& context, v1::SetIdentityProviderRequest& request) {
  if (options.is_public && !options.secret_file.empty()) {
    return UsageError("A public client has no secret: give either --client-secret or --public.");
  }
  if (options.is_public) request.set_client_secret("");
  if (options.secret_file.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request.mutable_client_secret(), ReadSecret(options.secret_file, context));
  return absl::OkStatus();
}

absl::Status Set(const SetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::SetIdentityProviderRequest request;
  request.set_parent(names.parent());
  IdentityProvider& wanted = *request.mutable_identity_provider();
  wanted.set_issuer(options.issuer);
  wanted.set_client_id(options.client_id);
  for (const std::string& audience : options.audiences) wanted.add_audiences(audience);
  wanted.set_bearer_issuer(options.bearer_issuer);
  wanted.set_email_claim(options.email_claim);
  wanted.set_display_name(options.name);
  wanted.set_required(options.required);
  for (const std::string& value : options.acr_values) wanted.add_acr_values(value);
  for (const std::string& value : options.amr_values) wanted.add_amr_values(value);
  RETURN_IF_ERROR(SetSecret(options, context, request));
  ASSIGN_OR_RETURN(const IdentityProvider provider,
                   SendChange<IdentityProviderService>(&IdentityProviderService::Stub::SetIdentityProvider, request,
                                                       options.request_id, context));
  context.AnswerOne(Columns(), provider);
  context.Note(absl::StrCat("People may sign in by ", provider.issuer(), " now, at /sign-in/at/", ShortId(names.parent()),
                            ". Let it send them back to /sign-in/oidc/callback below the server's address."));
  if (provider.required()) {
    context.Note("Links in mails sign nobody in any more. Should the provider be away, set it again without --required: "
                 "tokens go on working.");
  }
  return absl::OkStatus();
}

struct DeleteOptions {
  std::string request_id;
  bool yes = false;
};

absl::Status Delete(const DeleteOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::DeleteIdentityProviderRequest request;
  request.set_parent(names.parent());
  if (!options.yes) {
    RETURN_IF_ERROR(
        Confirm("Delete the identity provider? Nobody can sign in by it then; links in mails work.", context));
  }
  RETURN_IF_ERROR(SendChange<IdentityProviderService>(&IdentityProviderService::Stub::DeleteIdentityProvider, request,
                                                      options.request_id, context)
                      .status());
  context.Note("Deleted the identity provider. Whoever is signed in stays so.");
  return absl::OkStatus();
}

}  // namespace

void AddIdentityProvider(CommandLine& line) {
  Noun noun = line.AddNoun("identity-provider", "By which people sign in beside links in mails: OpenID Connect");
  noun.AddVerb({"show", "Show it, without its secret", "identity-provider show"}).Does(Show);

  Verb set = noun.AddVerb({"set", "Set it up, or state it anew as a whole",
                           "identity-provider set --issuer https://login.alvnas.se --client-id nanolearn "
                           "--client-secret FILE"});
  auto& wanted = set.Runs(Set);
  set.Option(wanted.issuer, "--issuer", "URL", "As the provider writes it itself", Need::kRequired);
  set.Option(wanted.client_id, "--client-id", "ID", "What it knows Nanolearn as", Need::kRequired);
  set.Option(wanted.secret_file, "--client-secret", "FILE", "The secret is in this file, or - for standard input; else as it is");
  set.Flag(wanted.is_public, "--public", "There is no secret: a public client");
  set.Options(wanted.audiences, "--audience", "TEXT", "Bearer tokens are for this; else for the client id");
  set.Option(wanted.bearer_issuer, "--bearer-issuer", "TEXT", "Who bearer tokens say has issued them; else the issuer");
  set.Option(wanted.email_claim, "--email-claim", "NAME", "The claim with the e-mail address, such as upn; else email");
  set.Option(wanted.name, "--name", "TEXT", "On the button; else the organisation's name");
  set.Flag(wanted.required, "--required", "It is the only way in: links in mails sign nobody in");
  set.Options(wanted.acr_values, "--acr-value", "TEXT", "How people must have signed in there: one of these as the token's acr");
  set.Options(wanted.amr_values, "--amr-value", "TEXT", "The same: one of these among the token's amr, such as mfa");
  set.RequestId(wanted.request_id);

  Verb remove = noun.AddVerb({"delete", "Let nobody sign in by it", "identity-provider delete --yes"});
  auto& deleted = remove.Runs(Delete);
  remove.Yes(deleted.yes);
  remove.RequestId(deleted.request_id);
}

}  // namespace nanolearn::cli
