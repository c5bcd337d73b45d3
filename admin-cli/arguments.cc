#include "admin-cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/help.h"
#include "admin-cli/help_text.h"
#include "admin-cli/wrong_usage.h"

namespace nanolearn::cli {
namespace {

constexpr int kMaxNumber = 1'000'000'000;

// For CLI11: nothing, or what is wrong.
std::string CheckFormat(const std::string& format) {
  const bool known = format == "table" || format == "plain" || format == "json" || format == "csv";
  return known ? ""
               : absl::StrCat(kOurs, "--output: \"", format, "\" is not one of table, plain, json, csv.");
}

std::string CheckNumber(const std::string& flag, const std::string& text, int first) {
  int number = 0;
  const bool fits = absl::SimpleAtoi(text, &number) && number >= first && number <= kMaxNumber;
  return fits ? "" : absl::StrCat(kOurs, flag, ": \"", text, "\" is not a number from ", first, ".");
}

// The server knows days. An empty one is a variable of a script that was never set, and would mean today.
std::string CheckDate(const std::string& flag, const std::string& text) {
  return text.empty() ? absl::StrCat(kOurs, flag, ": \"\" is no day; one such as 2026-11-01 is expected.")
                      : "";
}

// In the help of `nanolearn`; taken by every verb, too, so that they may stand anywhere.
void AddGlobalFlags(CLI::App& app, GlobalFlags& flags, const std::string& group) {
  const auto add = [&](const char* flag, std::string& value, const char* placeholder, const char* help) {
    return app.add_option(flag, value, help)->type_name(placeholder)->group(group);
  };
  add("--address", flags.address, "HOST:PORT", "The server (default 127.0.0.1:8421)");
  add("--token-file", flags.token_file, "FILE", "Where the token is");
  add("--organisation", flags.organisation, "ID", "The organisation");
  add("--ca-file", flags.ca_file, "FILE", "Certificates to trust (PEM)");
  add("--client-certificate", flags.client_certificate, "FILE", "Shown to a server that asks for one (PEM)");
  add("--client-key", flags.client_key, "FILE", "Its private key (PEM)");
  add("--output", flags.output, "FORMAT", "table, plain, json or csv")->check(CheckFormat);
}

}  // namespace

void Verb::Argument(std::string& value, const std::string& name, const std::string& help, Need need) {
  app_->add_option(name, value, help)->required(need == Need::kRequired)->type_name("");
}

void Verb::Arguments(std::vector<std::string>& values, const std::string& name, const std::string& help,
                     Need need) {
  app_->add_option(name, values, help)->required(need == Need::kRequired)->type_name("");
}

void Verb::Option(std::string& value, const std::string& flag, const std::string& placeholder,
                  const std::string& help, Need need) {
  CLI::Option* const option =
      app_->add_option(flag, value, help)->type_name(placeholder)->required(need == Need::kRequired);
  if (placeholder == "DATE") {
    option->check([flag](const std::string& text) { return CheckDate(flag, text); });
  }
}

void Verb::Options(std::vector<std::string>& values, const std::string& flag, const std::string& placeholder,
                   const std::string& help, Need need) {
  // One value each time, or the option would also take the arguments behind it.
  app_->add_option(flag, values, help + " (repeatable)")
      ->type_name(placeholder)
      ->required(need == Need::kRequired)
      ->allow_extra_args(false);
}

void Verb::Number(int& value, const std::string& flag, const std::string& help, Need need) {
  app_->add_option(flag, value, help)
      ->type_name("N")
      ->required(need == Need::kRequired)
      ->check([flag](const std::string& text) { return CheckNumber(flag, text, 1); });
}

void Verb::Flag(bool& value, const std::string& flag, const std::string& help) {
  app_->add_flag(flag, value, help)->disable_flag_override();
}

void Verb::Setting(std::optional<std::string>& value, const std::string& flag, const std::string& placeholder,
                   const std::string& help) {
  app_->add_option_function<std::string>(
          flag, [&value](const std::string& text) { value = text; }, help)
      ->type_name(placeholder);
}

void Verb::Setting(std::optional<int>& value, const std::string& flag, const std::string& help) {
  app_->add_option_function<int>(
          flag, [&value](const int& number) { value = number; }, help)
      ->type_name("N")
      ->check([flag](const std::string& text) { return CheckNumber(flag, text, 0); });
}

void Verb::Limit(int& value) { Number(value, "--limit", "At most this many; all without it"); }

void Verb::DryRun(bool& value) { Flag(value, "--dry-run", "Say what would change, and change nothing"); }

void Verb::Yes(bool& value) { Flag(value, "--yes", "Do not ask"); }

void Verb::RequestId(std::string& value) {
  Option(value, "--request-id", "ID", "The same id again does it once only; made up without it");
}

Verb Noun::AddVerb(const VerbText& text) { return line_.NewVerb(app_, text); }

Noun Noun::Below(const Verb& verb) {
  line_.NeedLater(verb.app_);
  return Noun(verb.app_, line_);
}

Noun Noun::AddNoun(const std::string& name, const std::string& summary) {
  return line_.NewNoun(app_, name, summary);
}

CommandLine::CommandLine() : app_(std::make_unique<CLI::App>(kSummary, "nanolearn")) {
  app_->formatter(NewHelpFormatter());
  app_->set_help_flag("-h,--help", "Show this help");
  app_->require_subcommand(1);
  app_->footer(kFooter);
  app_->set_version_flag("--version", absl::StrCat("nanolearn ", NANOLEARN_VERSION), "Show the version");
  AddGlobalFlags(*app_, flags_, "Flags");
}

CommandLine::~CommandLine() = default;

Noun CommandLine::AddNoun(const std::string& name, const std::string& summary) {
  return NewNoun(app_.get(), name, summary);
}

Noun CommandLine::NewNoun(CLI::App* parent, const std::string& name, const std::string& summary) {
  CLI::App* const app = parent->add_subcommand(name, summary);
  app->require_subcommand(1);
  AddGlobalFlags(*app, flags_, kEverywhere);
  app->footer(absl::StrCat("\nSee also ", CommandOf(*app), " COMMAND --help.\n"));
  return Noun(app, *this);
}

Verb CommandLine::AddVerb(const VerbText& text) { return NewVerb(app_.get(), text); }

Verb CommandLine::NewVerb(CLI::App* parent, const VerbText& text) {
  CLI::App* const app = parent->add_subcommand(text.name, text.summary);
  app->footer(absl::StrCat("\nExample:\n  nanolearn ", text.example,
                           "\n\nFlags for every command, such as --output json: see nanolearn --help.\n"));
  AddGlobalFlags(*app, flags_, kEverywhere);
  runs_.emplace_back(app, std::make_unique<Run>());
  return Verb(app, runs_.back().second.get());
}

Parsed CommandLine::Parse(const std::vector<std::string>& arguments) {
  try {
    app_->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    for (const auto& [app, option] : needed_) option->required();  // for the help
    return Unparsed(*app_, error);
  }
  const CLI::App* const verb = &Deepest(*app_);
  for (const auto& [app, option] : needed_) option->required();
  for (const auto& [app, option] : needed_) {
    if (app == verb && option->count() == 0) return Unparsed(*app_, CLI::RequiredError(option->get_name()));
  }
  if (IsVerb(verb->get_parent())) {
    if (Parsed misplaced = Misplaced(*verb); misplaced.exit_code != 0) return misplaced;
  }
  for (const auto& [app, run] : runs_) {
    if (app == verb) return {.run = *run};
  }
  return {.out = app_->help()};
}

// CLI11 gives a word to an argument that is needed before it looks for a verb, so what a verb with verbs
// below it needs is looked for afterwards.
void CommandLine::NeedLater(CLI::App* verb) {
  verb->require_subcommand(0, 1);
  for (CLI::Option* option : verb->get_options()) {
    if (!option->get_required()) continue;
    option->required(false);
    needed_.emplace_back(verb, option);
  }
}

bool CommandLine::IsVerb(const CLI::App* app) const {
  return std::any_of(runs_.begin(), runs_.end(), [app](const auto& run) { return run.first == app; });
}

}  // namespace nanolearn::cli
