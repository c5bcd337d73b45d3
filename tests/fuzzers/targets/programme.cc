// Programme files.

#include <algorithm>

#include "absl/strings/match.h"
#include "service/base/error.h"
#include "service/domain/programme_file.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(programme) {
  const auto file = ReadProgrammeFile(bytes, "programme.toml");
  if (!file.ok()) {
    const ErrorDetails details = DetailsOf(file.status());
    REQUIRE(details.reason == "BAD_PROGRAMME_FILE" && !details.violations.empty());
    for (const FieldViolation& violation : details.violations) REQUIRE(absl::StartsWith(violation.field, "programme.toml:"));
    return;
  }
  const int lines = static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  for (const auto& [field, line] : file->lines) {
    REQUIRE(line >= 1 && line <= lines);
    REQUIRE(file->LineOf(field) == line);
  }
  (void)CheckDefinition(file->definition);
  for (const RuleDefinition& rule : file->definition.audience) (void)RuleText(rule);
  REQUIRE(DefinitionText(file->definition) == DefinitionText(ReadProgrammeFile(bytes, "again.toml")->definition));
}

}  // namespace
}  // namespace nanolearn
