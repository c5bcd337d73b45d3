#include "service/storage/mysql/connect_problem.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

std::string Advice(const ConnectionOptions& options, int number) {
  switch (number) {
    case kUnknownSchema:
      return "create the schema with `nanolearnd migrate`";
    case kAccessDenied:
      return "check the user and the password";
    case kAccessToSchemaDenied:
      return absl::StrCat("let an administrator run: CREATE DATABASE IF NOT EXISTS `", options.schema,
                          "`; GRANT ALL ON `", options.schema, "`.* TO '", options.user, "'");
    case 2026:
      return absl::StrCat("check that it offers TLS, with a certificate for ", options.host, " from a CA in ",
                          options.ca_file);
    default:
      return "check that the database runs and that the address is right";
  }
}

}  // namespace

std::string DatabaseName(const ConnectionOptions& options) {
  const std::string address =
      options.socket.empty() ? absl::StrCat(options.host, ":", options.port) : options.socket;
  return absl::StrCat(options.user, "@", address, "/", options.schema);
}

absl::Status ConnectProblem(const ConnectionOptions& options, const DatabaseError& error) {
  const std::string message =
      absl::StrCat("cannot use the database ", DatabaseName(options), ": ", error.what(), " (error ",
                   error.number(), "); ", Advice(options, error.number()));
  return ClassOf(error.number()) == ErrorClass::kConnectionLost ? absl::UnavailableError(message)
                                                                : absl::FailedPreconditionError(message);
}

}  // namespace nanolearn::mysql
