#include "admin-cli/commands/completion.h"

#include "admin-cli/arguments.h"
#include "admin-cli/bash_completion.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

void AddCompletion(CommandLine& line) {
  Noun noun = line.AddNoun("completion", "Completion of commands in a shell");
  noun.AddVerb({"bash", "Print a script for bash", "completion bash > ~/.nanolearn-completion"})
      .Does([&line](Context& context) {
        context.out << BashCompletion(line.app());
        return absl::OkStatus();
      });
}

}  // namespace nanolearn::cli
