#include "admin-cli/cli.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/commands.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "service/base/status_macros.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

// Proto strings are UTF-8: another encoding would be refused on its way with words that nobody understands.
absl::Status CheckUtf8(const std::vector<std::string>& args) {
  for (size_t i = 0; i < args.size(); ++i) {
    const auto at = FindNotUtf8(args[i]);
    if (!at) continue;
    return UsageError(absl::StrCat("Argument ", i + 1, " (\"", WithoutForbidden(args[i]),
                                   "\") is not UTF-8: byte ", *at + 1,
                                   " means nothing there. Set the terminal's encoding to UTF-8."));
  }
  return absl::OkStatus();
}

int Fail(const absl::Status& status, const ErrorScene& scene, std::ostream& err) {
  err << ErrorText(status, scene);
  return ExitCodeOf(status);
}

int Execute(const Run& run, Context& context) {
  const absl::Status status = run(context);
  context.out.flush();
  if (!status.ok()) {
    return Fail(status, {.token_from = context.config.TokenFrom(), .request_id = context.request_id},
                context.err);
  }
  if (!context.out) return Fail(UnexpectedError("The answer could not be written."), {}, context.err);
  if (context.held) return kHeld;
  return context.rows_left_out ? kRowsLeftOut : kDone;
}

}  // namespace

int RunCli(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
           const Environment& environment) {
  if (const absl::Status status = CheckUtf8(args); !status.ok()) return Fail(status, {}, err);
  CommandLine line;
  AddCommands(line);
  const Parsed parsed = line.Parse(args);
  out << parsed.out;
  err << parsed.err;
  if (!parsed.run) return parsed.exit_code;
  absl::StatusOr<Config> config = LoadConfig(line.flags(), environment);
  if (!config.ok()) return Fail(config.status(), {}, err);
  Context context(*std::move(config), out, err, environment);
  return Execute(parsed.run, context);
}

}  // namespace nanolearn::cli
