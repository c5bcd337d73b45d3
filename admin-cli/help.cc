#include "admin-cli/help.h"

#include <CLI/CLI.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {

constexpr size_t kColumn = 28;  // where descriptions begin
constexpr size_t kWidth = 80;

// `name` and beside it `description` in lines of words.
std::string Entry(const std::string& name, const std::string& description) {
  std::string text = absl::StrCat("  ", name);
  size_t column = DisplayWidth(text);
  const auto begin_line = [&] {
    absl::StrAppend(&text, "\n", std::string(kColumn - 1, ' '));
    column = kColumn - 1;
  };
  if (column >= kColumn - 1) begin_line();
  text.append(kColumn - 1 - column, ' ');
  column = kColumn - 1;
  for (const absl::string_view word : absl::StrSplit(description, ' ')) {
    if (column + 1 + DisplayWidth(word) > kWidth) begin_line();
    absl::StrAppend(&text, " ", word);
    column += 1 + DisplayWidth(word);
  }
  return text + "\n";
}

std::string Section(const std::string& heading, const std::string& entries) {
  return entries.empty() ? "" : absl::StrCat("\n", heading, ":\n", entries);
}

std::vector<const CLI::App*> Commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<const CLI::Option*> Arguments(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

std::string Usage(const CLI::App& app) {
  const std::string command = CommandOf(app);
  const std::string with_command = absl::StrCat(command, " COMMAND [FLAGS]\n");
  if (Arguments(app).empty() && !Commands(app).empty()) return absl::StrCat("Usage: ", with_command);
  std::string usage = absl::StrCat("Usage: ", command, " [FLAGS]");
  for (const CLI::Option* argument : Arguments(app)) {
    const std::string name =
        absl::StrCat(argument->get_name(true, false),
                     argument->get_expected_max() >= CLI::detail::expected_max_vector_size ? "..." : "");
    absl::StrAppend(&usage, " ", argument->get_required() ? name : absl::StrCat("[", name, "]"));
  }
  const std::string also = Commands(app).empty() ? "" : absl::StrCat("       ", with_command);
  return absl::StrCat(usage, "\n", also);
}

std::string Flags(const CLI::App& app) {
  std::string entries;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->nonpositional() || option->get_group() == kEverywhere) continue;
    const bool takes_value = option->get_items_expected_min() > 0;
    const std::string name = absl::StrCat(option->get_name(false, true), takes_value ? " " : "",
                                          takes_value ? option->get_type_name() : "");
    entries +=
        Entry(name, absl::StrCat(option->get_description(), option->get_required() ? " (required)" : ""));
  }
  return Section("Flags", entries);
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
    std::string commands;
    for (const CLI::App* command : Commands(*app)) {
      commands += Entry(command->get_name(), command->get_description());
    }
    std::string arguments;
    for (const CLI::Option* argument : Arguments(*app)) {
      arguments += Entry(argument->get_name(true, false), argument->get_description());
    }
    return absl::StrCat(app->get_description(), ".\n\n", Usage(*app), Section("Commands", commands),
                        Section("Arguments", arguments), Flags(*app), app->get_footer());
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> NewHelpFormatter() { return std::make_shared<HelpFormatter>(); }

std::string CommandOf(const CLI::App& app) {
  const CLI::App* const parent = app.get_parent();
  return parent == nullptr ? app.get_name() : absl::StrCat(CommandOf(*parent), " ", app.get_name());
}

}  // namespace nanolearn::cli
