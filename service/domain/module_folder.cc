#include "service/domain/module_folder.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/domain/language_agreement.h"
#include "service/domain/markdown.h"
#include "service/domain/markdown_rules.h"
#include "service/domain/module_files.h"
#include "service/domain/module_kind.h"
#include "service/domain/module_lint.h"
#include "service/domain/module_manifest.h"
#include "service/domain/module_name.h"
#include "service/domain/module_problems.h"
#include "service/domain/module_text.h"
#include "service/domain/source_lines.h"

namespace nanolearn {
namespace {

class FolderReader {
 public:
  explicit FolderReader(const ModuleFiles& files) : files_(files) {}

  ModuleFolder Read();

 private:
  void ReadManifestFile();
  void CheckLanguages();
  void ReadTexts();
  void ReadText(const std::string& name, const std::string& bytes);
  void CheckAgreement();
  // The language the others must agree with: the first that could be read.
  const TextReading* FirstReading() const;

  const ModuleFiles& files_;
  ManifestReading manifest_;
  std::map<std::string, TextReading> readings_;  // by language
  std::set<std::string> pictures_;               // those the texts use
  std::vector<LintProblem> problems_;
};

ModuleFolder FolderReader::Read() {
  LintFileNames(files_, problems_);
  ReadManifestFile();
  CheckLanguages();
  ReadTexts();
  CheckAgreement();
  LintPictures(files_, pictures_, problems_);
  std::stable_sort(problems_.begin(), problems_.end(), [](const LintProblem& a, const LintProblem& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  ModuleFolder folder{.problems = std::move(problems_)};
  folder.content.manifest = std::move(manifest_.manifest);
  for (auto& [language, reading] : readings_) folder.content.texts[language] = std::move(reading.text);
  return folder;
}

void FolderReader::ReadManifestFile() {
  FileProblems problems(kManifestFile, problems_);
  const auto file = files_.find(kManifestFile);
  if (file == files_.end()) {
    problems.Add(1, "MISSING_MANIFEST", "the folder has no module.toml; write one as in docs/modules.md");
    return;
  }
  if (!LintTextFile(kManifestFile, file->second, problems_)) return;
  manifest_ = ReadManifest(NormalizedText(file->second), problems);
}

void FolderReader::CheckLanguages() {
  if (!manifest_.languages_known) return;
  const std::vector<std::string>& languages = manifest_.manifest.languages;
  for (const std::string& language : languages) {
    if (files_.contains(language + ".md")) continue;
    FileProblems(kManifestFile, problems_)
        .Add(manifest_.languages_line, "MISSING_LANGUAGE",
             absl::StrCat("the language ", language, " has no text; add the file ", language,
                          ".md or remove ", language, " from languages"));
  }
  for (const auto& [name, bytes] : files_) {
    const std::string language = LanguageOfFile(name);
    if (language.empty() || std::find(languages.begin(), languages.end(), language) != languages.end()) {
      continue;
    }
    FileProblems(name, problems_)
        .Add(1, "UNLISTED_LANGUAGE",
             absl::StrCat("the language ", language,
                          " is not among the languages in module.toml; add it there "
                          "or remove the file"));
  }
}

void FolderReader::ReadTexts() {
  for (const auto& [name, bytes] : files_) {
    if (!LanguageOfFile(name).empty() && LintTextFile(name, bytes, problems_)) ReadText(name, bytes);
  }
}

void FolderReader::ReadText(const std::string& name, const std::string& bytes) {
  const std::string source = NormalizedText(bytes);
  const Markdown markdown(source);
  FileProblems problems(name, problems_);
  const MarkdownUses uses = CheckMarkdown(markdown.root(), SourceLines(source), problems);
  const std::string language = LanguageOfFile(name);
  const TextReading reading = ReadModuleText(language, source, markdown.root(), problems);
  LintText(reading, RulesOf(manifest_.manifest.kind), manifest_.manifest.minutes, problems);
  LintCardLinks(reading, uses.card_links, problems);
  LintPictureUses(name, uses.pictures, files_, problems_);
  for (const PictureUse& use : uses.pictures) pictures_.insert(use.file);
  readings_[language] = reading;
}

const TextReading* FolderReader::FirstReading() const {
  for (const std::string& language : manifest_.manifest.languages) {
    if (const auto reading = readings_.find(language); reading != readings_.end()) return &reading->second;
  }
  return readings_.empty() ? nullptr : &readings_.begin()->second;
}

void FolderReader::CheckAgreement() {
  const TextReading* const first = FirstReading();
  for (const auto& [language, reading] : readings_) {
    FileProblems problems(language + ".md", problems_);
    if (&reading != first) LintAgreement(*first, reading, problems);
  }
}

}  // namespace

ModuleFolder ReadModuleFolder(const ModuleFiles& files) { return FolderReader(files).Read(); }

// The same as `LC_ALL=C sha256sum * | sha256sum` in the folder, so that anybody can check it.
std::string ModuleChecksum(const ModuleFiles& files) {
  std::string list;
  for (const auto& [name, bytes] : files) absl::StrAppend(&list, Hex(Sha256(bytes)), "  ", name, "\n");
  return Hex(Sha256(list));
}

}  // namespace nanolearn
