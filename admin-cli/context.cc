#include "admin-cli/context.h"

#include "service/base/secret.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {

absl::StatusOr<Names> Context::OrganisationNames() const {
  if (config.organisation.empty()) {
    return UsageError(
        "Which organisation? Name it with --organisation, NANOLEARN_ORGANISATION or in cli.toml; nanolearn "
        "organisations list shows them.");
  }
  ASSIGN_OR_RETURN(std::string name, OrganisationName(config.organisation));
  return Names(std::move(name));
}

std::string Context::UseRequestId(const std::string& given) {
  InitSecrets();
  request_id = given.empty() ? NewRequestId() : given;
  return request_id;
}

void Context::Answer(const Table& table) {
  const int columns = environment.out_is_terminal ? environment.columns : 0;
  Print(table, {.format = config.format, .columns = columns}, out);
}

void Context::Note(absl::string_view sentence) {
  out.flush();  // on a terminal both stand in the order they were said
  err << std::string(sentence) << "\n";
}

}  // namespace nanolearn::cli
