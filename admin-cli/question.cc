#include "admin-cli/question.h"

#include <string>

#include "absl/strings/ascii.h"

namespace nanolearn::cli {

absl::Status Confirm(absl::string_view question, Context& context) {
  const Environment& environment = context.environment;
  if (!environment.in_is_terminal || environment.in == nullptr) {
    return UsageError("Nobody can be asked here: say --yes to go ahead.");
  }
  context.err << std::string(question) << " [y/N] " << std::flush;
  std::string answer;
  std::getline(*environment.in, answer);
  answer = absl::AsciiStrToLower(absl::StripAsciiWhitespace(answer));
  if (answer == "y" || answer == "yes") return absl::OkStatus();
  return UsageError("Not confirmed: nothing was changed.");
}

}  // namespace nanolearn::cli
