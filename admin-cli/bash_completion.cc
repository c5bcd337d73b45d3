#include "admin-cli/bash_completion.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace nanolearn::cli {
namespace {

constexpr char kHead[] = R"(# bash completion for nanolearn. For now:      source <(nanolearn completion bash)
# For good: nanolearn completion bash > ~/.local/share/bash-completion/completions/nanolearn
_nanolearn() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  local command="" words="" flags="" files="" i word
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    case "$word" in
)";

// After the list of flags that take a value.
constexpr char kMiddle[] = R"( ((i++)) ;;
      -*) ;;
      *) case " $_nanolearn_commands " in *" ${command:+$command/}$word "*)
           command="${command:+$command/}$word" ;;
         esac ;;
    esac
  done
  case "$previous" in
    --output) COMPREPLY=($(compgen -W "table plain json csv" -- "$current")); return ;;
)";

constexpr char kTail[] = R"(  esac
  if [[ "$current" == -* ]]; then words="$flags" files=""; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  # A verb with verbs of its own, such as people sync: file names beside them.
  if [[ -n "$files" && -n "$words" ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o bashdefault -o default -F _nanolearn nanolearn
)";

std::vector<const CLI::App*> Below(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void CollectValueFlags(const CLI::App& app, std::set<std::string>& flags) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_items_expected_min() < 1) continue;
    for (const std::string& name : option->get_lnames()) flags.insert("--" + name);
  }
  for (const CLI::App* below : Below(app)) CollectValueFlags(*below, flags);
}

std::string CommandsOf(const CLI::App& app) {
  return absl::StrJoin(Below(app), " ",
                       [](std::string* text, const CLI::App* below) { *text += below->get_name(); });
}

std::string FlagsOf(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return absl::StrJoin(flags, " ");
}

bool TakesFile(const CLI::App& app) {
  const auto options = app.get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* option) { return option->get_name() == "FILE"; });
}

// The commands as paths ("units/import") and a case for each.
void CollectCommands(const CLI::App& app, const std::string& path, std::vector<std::string>& paths,
                     std::string& cases) {
  absl::StrAppend(&cases, "    \"", path, "\") words=\"", CommandsOf(app), "\" flags=\"", FlagsOf(app), "\"",
                  TakesFile(app) ? " files=yes" : "", " ;;\n");
  if (!path.empty()) paths.push_back(path);
  for (const CLI::App* below : Below(app)) {
    CollectCommands(*below, path.empty() ? below->get_name() : absl::StrCat(path, "/", below->get_name()),
                    paths, cases);
  }
}

}  // namespace

std::string BashCompletion(const CLI::App& root) {
  std::set<std::string> value_flags;
  CollectValueFlags(root, value_flags);
  std::vector<std::string> paths;
  std::string cases;
  CollectCommands(root, "", paths, cases);
  const std::string flags = absl::StrJoin(value_flags, "|");
  return absl::StrCat(kHead, "      ", flags, ")", kMiddle, "    ", flags, ") return ;;\n  esac\n",
                      "  case \"$command\" in\n", cases, kTail, "_nanolearn_commands=\"",
                      absl::StrJoin(paths, " "), "\"\n");
}

}  // namespace nanolearn::cli
