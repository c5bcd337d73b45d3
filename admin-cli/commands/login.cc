#include "admin-cli/commands/login.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/login.h"
#include "service/base/status_macros.h"
#include "service/oidc/device.h"
#include "service/oidc/jwt.h"

namespace nanolearn::cli {
namespace {

constexpr absl::Duration kSlower = absl::Seconds(5);  // RFC 8628

struct LoginOptions {
  std::string issuer, client_id, ca_file;
};

absl::StatusOr<Login> LoginFor(const LoginOptions& options, const Context& context) {
  Login login{.address = context.config.address,
              .issuer = options.issuer.empty() ? context.config.issuer : options.issuer,
              .client_id = options.client_id.empty() ? context.config.client_id : options.client_id,
              .ca_file = options.ca_file};
  if (login.issuer.empty() || login.client_id.empty()) {
    return UsageError(
        "Sign in where? Name the identity provider and what it knows this program as with --issuer and --client-id, "
        "or in cli.toml as issuer and client_id. Whoever runs the server knows both.");
  }
  if (context.config.login_file.empty()) return UsageError("There is no home folder to keep the sign-in in.");
  return login;
}

// How the sentence of a provider's trouble is told.
absl::Status Told(const absl::Status& status) {
  return absl::IsUnavailable(status) ? status : InputError(AsSentence(status.message()));
}

absl::StatusOr<oidc::Metadata> MetadataOf(const Login& login) {
  const absl::StatusOr<std::string> document = oidc::Fetch(login.http(), oidc::MetadataUrl(login.issuer));
  if (!document.ok()) return Told(document.status());
  absl::StatusOr<oidc::Metadata> metadata = oidc::ParseMetadata(*document, login.issuer);
  if (!metadata.ok()) return Told(metadata.status());
  return metadata;
}

void SayWhere(const oidc::DeviceCode& device, Context& context) {
  context.Note(absl::StrCat("Open ", device.verification_url, " and type ", device.user_code, "."));
  if (!device.complete_url.empty()) context.Note(absl::StrCat("Or open ", device.complete_url));
}

// Asks until somebody has signed in, or will not any more.
absl::StatusOr<oidc::TokenAnswer> WaitForTokens(const Login& login, const oidc::Metadata& metadata,
                                                oidc::DeviceCode device) {
  const absl::Time end = absl::Now() + device.good_for;
  while (absl::Now() < end) {
    absl::SleepFor(device.pause);
    const absl::StatusOr<oidc::TokenAnswer> tokens =
        oidc::AskForTokens(login.http(), metadata, {.id = login.client_id},
                           {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                            {"device_code", device.code}});
    if (!tokens.ok()) return Told(tokens.status());
    if (tokens->error.empty()) return tokens;
    if (tokens->error == "access_denied") return InputError("Signing in was refused.");
    if (tokens->error == "slow_down") device.pause += kSlower;
    if (tokens->error != "slow_down" && tokens->error != "authorization_pending") break;
  }
  return InputError("Nobody has signed in in time. Run nanolearn login again.");
}

absl::Status SignIn(const LoginOptions& options, Context& context) {
  ASSIGN_OR_RETURN(Login login, LoginFor(options, context));
  ASSIGN_OR_RETURN(const oidc::Metadata metadata, MetadataOf(login));
  const absl::StatusOr<oidc::DeviceCode> device =
      oidc::AskForDeviceCode(login.http(), metadata, login.client_id);
  if (!device.ok()) return Told(device.status());
  SayWhere(*device, context);
  ASSIGN_OR_RETURN(const oidc::TokenAnswer tokens, WaitForTokens(login, metadata, *device));
  Take(tokens, login);
  RETURN_IF_ERROR(WriteLogin(login, context.config.login_file));
  context.Note(absl::StrCat("Signed in. Calls to ", login.address,
                            " are made in your name until nanolearn logout, unless a token is named."));
  return absl::OkStatus();
}

absl::Status SignOut(Context& context) {
  std::error_code error;
  const bool was_there = std::filesystem::remove(context.config.login_file, error);
  if (error) return UnexpectedError(absl::StrCat("Cannot delete ", context.config.login_file, "."));
  context.Note(was_there ? "Signed out." : "Nobody was signed in.");
  return absl::OkStatus();
}

}  // namespace

void AddLogin(CommandLine& line) {
  Verb login = line.AddVerb({"login", "Sign in by your organisation's identity provider",
                             "login --issuer https://login.alvnas.se --client-id nanolearn-cli"});
  auto& options = login.Runs(SignIn);
  login.Option(options.issuer, "--issuer", "URL", "The provider; else the one in cli.toml");
  login.Option(options.client_id, "--client-id", "ID", "What it knows this program as; else the one in cli.toml");
  login.Option(options.ca_file, "--issuer-ca", "FILE", "Certificates to trust the provider by (PEM)");
  line.AddVerb({"logout", "Forget who was signed in", "logout"}).Does(SignOut);
}

}  // namespace nanolearn::cli
