#include "admin-cli/wrong_usage.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/errors.h"
#include "admin-cli/help.h"
#include "service/domain/nearest_word.h"

namespace nanolearn::cli {
namespace {

std::string Nearest(const std::string& word, const std::vector<std::string>& known) {
  return DidYouMean(word, std::vector<absl::string_view>(known.begin(), known.end()));
}

std::vector<std::string> CommandsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// Whether it does something by itself, too: people sync FILE.
bool TakesArguments(const CLI::App& app) {
  const auto options = app.get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* o) { return o->get_positional(); });
}

bool SomethingGiven(const CLI::App& app) {
  const auto options = app.get_options();
  return std::any_of(options.begin(), options.end(), [](const CLI::Option* o) { return o->count() > 0; });
}

std::vector<std::string> FlagsOf(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return flags;
}

std::string UnknownCommand(const CLI::App& app, const std::string& word) {
  const std::vector<std::string> known = CommandsOf(app);
  return absl::StrCat("There is no ", CommandOf(app), " ", word, Nearest(word, known), ". Known are ",
                      absl::StrJoin(known, ", "), ".");
}

// Of a verb that has verbs below it, too: a slip in the name of one is taken for an argument.
std::string MeantCommand(const CLI::App& app) {
  const std::vector<std::string> known = CommandsOf(app);
  for (const CLI::Option* option : app.get_options()) {
    if (!known.empty() && option->get_positional() && option->count() > 0) {
      return Nearest(option->results().front(), known);
    }
  }
  return "";
}

std::string UnexpectedWord(const CLI::App& app, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!absl::StartsWith(word, "-")) continue;
    const std::string flag = word.substr(0, word.find('='));
    return absl::StrCat(CommandOf(app), " takes no ", flag, Nearest(flag, FlagsOf(app)), ".");
  }
  return absl::StrCat(CommandOf(app), " does not take \"", absl::StrJoin(words, " "), "\" as well",
                      MeantCommand(app), ".");
}

std::string Sentence(const CLI::ParseError& error) {
  const std::string text = error.what();
  if (error.get_name() == "ArgumentMismatch") {
    return absl::StrCat(text.substr(0, text.find(": ")), " needs a value.");
  }
  if (const size_t ours = text.find(kOurs); ours != std::string::npos) return text.substr(ours + 1);
  return absl::EndsWith(text, ".") ? text : absl::StrCat(text, ".");
}

Parsed Wrong(const CLI::App& app, const std::string& sentence) {
  return {.exit_code = kUsage,
          .err = absl::StrCat("Error: ", sentence, "\nSee ", CommandOf(app), " --help.\n")};
}

}  // namespace

const CLI::App& Deepest(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

Parsed Misplaced(const CLI::App& verb) {
  for (const CLI::Option* option : verb.get_parent()->get_options()) {
    if (option->count() == 0 || option->get_group() == kEverywhere) continue;
    return Wrong(verb, absl::StrCat(option->get_name(), " does not stand before ", verb.get_name(),
                                    "; give what ", CommandOf(verb), " takes behind it."));
  }
  return {};
}

Parsed Unparsed(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& app = Deepest(root);
  if (error.get_name() == "CallForHelp") return {.out = app.help()};
  if (error.get_exit_code() == 0) return {.out = absl::StrCat(error.what(), "\n")};  // the version
  const std::vector<std::string> words = app.remaining();
  const bool command_missing = !CommandsOf(app).empty() && !(TakesArguments(app) && SomethingGiven(app));
  if (words.empty()) {
    // A noun alone asks for help.
    const bool asks = command_missing && error.get_name() == "RequiredError";
    return asks ? Parsed{.out = app.help()} : Wrong(app, Sentence(error));
  }
  const bool unknown = command_missing && !absl::StartsWith(words.front(), "-");
  return Wrong(app, unknown ? UnknownCommand(app, words.front()) : UnexpectedWord(app, words));
}

}  // namespace nanolearn::cli
