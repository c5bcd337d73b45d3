#pragma once
// Nouns, verbs and what they take. A thin layer over CLI11, whose header is too heavy to be met in every
// command.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "admin-cli/config.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace nanolearn::cli {

struct Context;
using Run = std::function<absl::Status(Context&)>;

enum class Need { kOptional, kRequired };

// What a verb is.
struct VerbText {
  std::string name;
  std::string summary;
  std::string example;  // without "nanolearn"
};

// Says what one verb takes. The variables live as long as the command line.
class Verb {
 public:
  Verb(CLI::App* app, Run* run) : app_(app), run_(run) {}

  // The verb's function and the options it reads; they are filled in when the command line is parsed.
  template <typename Options>
  Options& Runs(absl::Status (*run)(const Options&, Context&)) {
    auto options = std::make_shared<Options>();
    *run_ = [options, run](Context& context) { return run(*options, context); };
    return *options;
  }

  void Does(Run run) { *run_ = std::move(run); }

  void Argument(std::string& value, const std::string& name, const std::string& help,
                Need need = Need::kRequired);
  // One or more; or none, when they are optional.
  void Arguments(std::vector<std::string>& values, const std::string& name, const std::string& help,
                 Need need = Need::kRequired);
  // `flag` is "--name"; `placeholder` says in help what stands behind it. A DATE may not be empty.
  void Option(std::string& value, const std::string& flag, const std::string& placeholder,
              const std::string& help, Need need = Need::kOptional);
  // May be given several times.
  void Options(std::vector<std::string>& values, const std::string& flag, const std::string& placeholder,
               const std::string& help, Need need = Need::kOptional);
  // From 1.
  void Number(int& value, const std::string& flag, const std::string& help, Need need = Need::kOptional);
  void Flag(bool& value, const std::string& flag, const std::string& help);
  // Settings: nothing when the flag is not given, which is another thing than '' or 0.
  void Setting(std::optional<std::string>& value, const std::string& flag, const std::string& placeholder,
               const std::string& help);
  void Setting(std::optional<int>& value, const std::string& flag, const std::string& help);

  // What several verbs have.
  void Limit(int& value);
  void DryRun(bool& value);
  void Yes(bool& value);
  void RequestId(std::string& value);

 private:
  friend class Noun;

  CLI::App* app_;
  Run* run_;
};

// The verbs of one noun.
class Noun {
 public:
  Noun(CLI::App* app, class CommandLine& line) : app_(app), line_(line) {}
  Verb AddVerb(const VerbText& text);
  // A noun below this one: people mapping check.
  Noun AddNoun(const std::string& name, const std::string& summary);
  // Verbs below a verb, all of whose arguments are known: people sync FILE, people sync show RUN.
  Noun Below(const Verb& verb);

 private:
  CLI::App* app_;
  CommandLine& line_;
};

// What the arguments mean: something to run, or something to say at once.
struct Parsed {
  Run run;  // empty: nothing
  int exit_code = 0;
  std::string out;
  std::string err;
};

class CommandLine {
 public:
  CommandLine();
  ~CommandLine();

  Noun AddNoun(const std::string& name, const std::string& summary);
  // A verb that needs no noun.
  Verb AddVerb(const VerbText& text);

  Parsed Parse(const std::vector<std::string>& arguments);
  // After Parse.
  const GlobalFlags& flags() const { return flags_; }
  const CLI::App& app() const { return *app_; }

 private:
  friend class Noun;
  Noun NewNoun(CLI::App* parent, const std::string& name, const std::string& summary);
  Verb NewVerb(CLI::App* parent, const VerbText& text);
  void NeedLater(CLI::App* verb);
  bool IsVerb(const CLI::App* app) const;

  GlobalFlags flags_;
  std::unique_ptr<CLI::App> app_;
  std::vector<std::pair<const CLI::App*, std::unique_ptr<Run>>> runs_;
  std::vector<std::pair<const CLI::App*, CLI::Option*>> needed_;  // of verbs with verbs below them
};

}  // namespace nanolearn::cli
