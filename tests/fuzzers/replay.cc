// fuzz_replay SECONDS [TARGET...]: runs what the fuzzers have kept, found mistakes among it, and for SECONDS of the processor's a target what
// chance makes of that; the same at each run. libFuzzer goes where chance alone does not come: tests/fuzz. What ends the program is left in
// fuzz_replay.input in the working folder, and is gone when nothing did.

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/fuzzers/mutator.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr char kInputFile[] = "fuzz_replay.input";
constexpr double kMostSeconds = 10;  // for one input, also where sanitizers watch

// Of the processor's: what else the machine does makes no difference.
double SecondsSpent() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string ContentOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> CorpusOf(const std::string& target) {
  std::vector<fs::path> paths;
  const fs::path folder = fs::path(FUZZERS_DIR) / "corpus" / target;
  if (!fs::exists(folder)) return {};
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const fs::path& path : paths) inputs.push_back(ContentOf(path));
  return inputs;
}

// As libFuzzer writes words: \\ and \" and \xAB.
std::string Unescaped(absl::string_view text) {
  std::string word;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      word += text[i];
    } else if (text[++i] != 'x') {
      word += text[i];
    } else {
      word += absl::HexStringToBytes(text.substr(i + 1, 2));
      i += 2;
    }
  }
  return word;
}

// A line for each word, in quotes.
std::vector<std::string> WordsOf(const std::string& target) {
  std::ifstream file(fs::path(FUZZERS_DIR) / "dictionaries" / absl::StrCat(target, ".dict"));
  std::vector<std::string> words;
  for (std::string line; std::getline(file, line);) {
    absl::string_view quoted = line;
    if (absl::ConsumePrefix(&quoted, "\"") && absl::ConsumeSuffix(&quoted, "\"")) words.push_back(Unescaped(quoted));
  }
  return words;
}

// Runs inputs, each kept in a file until the next is run.
class Runner {
 public:
  explicit Runner(Target target) : target_(target), file_(open(kInputFile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {}
  ~Runner() { close(file_); }

  // Whether it was done in time.
  bool Run(const std::string& input) {
    Keep(input);
    // Without a byte more than there is, so that address sanitizer sees what is read beyond.
    const auto bytes = std::make_unique<char[]>(input.size());
    std::memcpy(bytes.get(), input.data(), input.size());
    const double start = SecondsSpent();
    target_({bytes.get(), input.size()});
    ++runs_;
    return SecondsSpent() - start < kMostSeconds;
  }
  int64_t runs() const { return runs_; }

 private:
  void Keep(const std::string& input) {
    const bool is_kept = pwrite(file_, input.data(), input.size(), 0) == static_cast<ssize_t>(input.size()) &&
                         ftruncate(file_, static_cast<off_t>(input.size())) == 0;
    if (!is_kept) std::cerr << "fuzz_replay: " << kInputFile << " cannot be written\n";
  }

  const Target target_;
  const int file_;
  int64_t runs_ = 0;
};

bool RunTarget(const std::string& name, Target target, int seconds) {
  const std::vector<std::string> corpus = CorpusOf(name);
  if (corpus.empty()) {
    std::cerr << "fuzz_replay: tests/fuzzers/corpus/" << name << " is empty; put an input there to begin with\n";
    return false;
  }
  std::cerr << name << std::flush;  // first: what it says of a mistake has no name
  Runner runner(target);
  bool is_quick = true;
  for (const std::string& input : corpus) is_quick = is_quick && runner.Run(input);
  Mutator mutator(1, corpus, WordsOf(name));
  const double end = SecondsSpent() + seconds;
  while (is_quick && SecondsSpent() < end) is_quick = runner.Run(mutator.Next());
  std::cerr << ": " << runner.runs() << " runs" << (is_quick ? "\n" : absl::StrCat(", the last too slow: ", kInputFile, "\n"));
  return is_quick;
}

int Main(const std::vector<std::string>& arguments) {
  int seconds = 0;
  if (arguments.empty() || !absl::SimpleAtoi(arguments[0], &seconds)) {
    std::cerr << "Usage: fuzz_replay SECONDS [TARGET...]\n";
    return 2;
  }
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (Targets().contains(arguments[i])) continue;
    std::cerr << "fuzz_replay: there is no target " << arguments[i] << "\n";
    return 2;
  }
  for (const auto& [name, target] : Targets()) {
    const bool is_asked = arguments.size() == 1 || std::find(arguments.begin() + 1, arguments.end(), name) != arguments.end();
    if (is_asked && !RunTarget(name, target, seconds)) return 1;
  }
  fs::remove(kInputFile);
  return 0;
}

}  // namespace
}  // namespace nanolearn::fuzz

int main(int argc, char** argv) { return nanolearn::fuzz::Main({argv + 1, argv + argc}); }
