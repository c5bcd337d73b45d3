// The CLI as a user sees it: each file in transcripts/ is a session on the demonstration group. With
// NANOLEARN_UPDATE_TRANSCRIPTS=1 the files are written anew: look at the difference before you commit it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "admin-cli/cli.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

constexpr int kColumns = 100;
constexpr absl::string_view kPrompt = "$ nanolearn ";

// Ids are 13 letters and digits that begin with the time; two runs differ in them, and in what is drawn by chance.
std::string HideIds(std::string text) {
  static const std::regex id("\\b3[0-9a-hjkmnp-tv-z]{12}\\b");
  static const std::regex secret("nl_[a-z2-7]{52}|whsec_[A-Za-z0-9+/=]{44}");
  static const std::regex code("\\b[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}\\b");
  static const std::regex link("(\"link\":\"|\\blink\t)[0-9a-hjkmnp-tv-z]{8}\\b");
  text = std::regex_replace(std::regex_replace(text, code, "<code>"), link, "$1<number>");
  return std::regex_replace(std::regex_replace(text, id, "<id>"), secret, "<secret>");
}

// The ids in an output, each once.
std::vector<std::string> IdsIn(const std::string& text) {
  static const std::regex id("\\b3[0-9a-hjkmnp-tv-z]{12}\\b");
  std::vector<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), id), end; at != end; ++at) {
    if (std::find(ids.begin(), ids.end(), at->str()) == ids.end()) ids.push_back(at->str());
  }
  return ids;
}

// Words of a command line; quotes hold words together.
std::vector<std::string> Words(absl::string_view line) {
  std::vector<std::string> words;
  bool in_word = false, in_quotes = false;
  for (const char c : line) {
    if (c == '\'') {
      in_quotes = !in_quotes;
      if (!in_word) words.emplace_back();
      in_word = true;
    } else if (c == ' ' && !in_quotes) {
      in_word = false;
    } else {
      if (!in_word) words.emplace_back();
      in_word = true;
      words.back() += c;
    }
  }
  return words;
}

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CliSession : public ::testing::Test {
 protected:
  CliSession() {
    std::filesystem::current_path(SourcePath(""));
    setenv("TZ", "Europe/Stockholm", 1);
    tzset();
    environment_.variables = {{"NANOLEARN_ADDRESS", server_.address()},
                              {"NANOLEARN_TOKEN", server_.admin_token()},
                              {"NANOLEARN_ORGANISATION", "alvnas"},
                              {"HOME", "/nonexistent"}};
  }

  // Output, errors and a non-zero exit code, as they would stand in a terminal.
  std::string Run(absl::string_view command_line) {
    std::vector<std::string> words = Words(WithIds(command_line));
    environment_.out_is_terminal = !words.empty() && words.back() == "#terminal";
    if (environment_.out_is_terminal) words.pop_back();
    environment_.columns = kColumns;
    std::ostringstream out, err;
    const int code = cli::RunCli(words, out, err, environment_);
    std::string text = absl::StrCat(out.str(), err.str());
    if (!text.empty() && text.back() != '\n') text += '\n';
    if (code != 0) absl::StrAppend(&text, "[exit code ", code, "]\n");
    if (std::vector<std::string> ids = IdsIn(text); !ids.empty()) ids_ = std::move(ids);
    return HideIds(text);
  }

  // <id1> is the first id in the last output that had any.
  std::string WithIds(absl::string_view command_line) const {
    std::string line(command_line);
    for (size_t i = 0; i < ids_.size(); ++i) {
      line = absl::StrReplaceAll(line, {{absl::StrCat("<id", i + 1, ">"), ids_[i]}});
    }
    return line;
  }

  std::vector<std::string> ids_;
  TestServer server_;
  cli::Environment environment_;
};

class Transcript : public CliSession, public ::testing::WithParamInterface<std::string> {};

TEST_P(Transcript, IsWhatAUserSees) {
  const std::string path = absl::StrCat(SourcePath("tests/cli/transcripts/"), GetParam());
  const std::string expected = ReadFile(path);
  std::string actual;
  for (absl::string_view line : absl::StrSplit(expected, '\n')) {
    if (absl::StartsWith(line, "#")) absl::StrAppend(&actual, line, "\n");
    if (!absl::ConsumePrefix(&line, kPrompt)) continue;
    absl::StrAppend(&actual, kPrompt, line, "\n", Run(line));
  }
  if (getenv("NANOLEARN_UPDATE_TRANSCRIPTS")) {
    std::ofstream(path) << actual;
  } else {
    EXPECT_EQ(actual, expected);
  }
}

// What runs by itself is at no fixed place, so only what is always there is looked at.
TEST_F(CliSession, JobsAreListedWithWhatTheyHaveDoneAndWhatWaits) {
  TestClient admin = server_.Admin();
  LoadDemo(admin);
  std::string output;
  EXPECT_TRUE(WaitFor([&] {
    output = Run("jobs #terminal");
    return absl::StrContains(output, "figures ") &&
           absl::StrContains(output, "Changes to be folded into the figures: 0.");
  })) << output;
  EXPECT_TRUE(absl::StartsWith(output, "JOB ")) << output;
  EXPECT_THAT(output, HasSubstr("LAST RUN"));
  EXPECT_THAT(output, Not(HasSubstr("ERROR"))) << "there is none to tell of";
  EXPECT_THAT(output, HasSubstr("People to be planned anew: 0."));
  EXPECT_THAT(Run("jobs --output json"), HasSubstr("\"error\":null"));
}

// Recorded completions become events when they are added up, a moment later.
TEST_F(CliSession, EventsAreListedAndSayWhereToGoOn) {
  TestClient admin = server_.Admin();
  LoadDemo(admin);
  EXPECT_EQ(Run("events list #terminal"), "Nothing has happened yet.\nGo on with --after 0.\n");
  Run("completions import tests/cli/data/kurser.csv --mapping tests/cli/data/kurser.toml");
  std::string output;
  EXPECT_TRUE(WaitFor([&] {
    output = Run("events list --type completion-recorded #terminal");
    return absl::StrContains(output, "Go on with --after 2.");
  })) << output;
  EXPECT_TRUE(absl::StartsWith(output, "SEQUENCE  TIME ")) << output;
  EXPECT_THAT(output, HasSubstr("1  2026-11-24 12:00 CET  completion recorded  <id>  <id>  1004"));
  EXPECT_THAT(Run("events list --after 1 --output json"),
              AllOf(HasSubstr("\"sequence\":2"), Not(HasSubstr("\"sequence\":1,"))));
  EXPECT_EQ(Run("events list --after 2 #terminal"), "Nothing has happened since.\nGo on with --after 2.\n");
}

std::vector<std::string> TranscriptFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourcePath("tests/cli/transcripts"))) {
    files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Cli, Transcript, ::testing::ValuesIn(TranscriptFiles()), [](const auto& info) {
  return std::regex_replace(info.param, std::regex("[^a-zA-Z0-9]"), "_");
});

}  // namespace
}  // namespace nanolearn::testing
