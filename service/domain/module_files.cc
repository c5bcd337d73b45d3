#include "service/domain/module_files.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/domain/image_file.h"
#include "service/domain/module_limits.h"
#include "service/domain/module_name.h"
#include "service/domain/module_problems.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

bool IsKnownFile(const std::string& name) {
  return name == kManifestFile || IsPictureName(name) || !LanguageOfFile(name).empty();
}

void LintTotals(const ModuleFiles& files, std::vector<LintProblem>& problems) {
  FileProblems folder(kManifestFile, problems);
  size_t bytes = 0;
  for (const auto& [name, content] : files) bytes += content.size();
  if (bytes > limits::kMaxModuleFolderBytes) {
    folder.Add(1, "FOLDER_TOO_BIG",
               absl::StrCat("the folder's files have ", bytes,
                            " bytes together; make its pictures smaller or "
                            "remove some, to at most ",
                            limits::kMaxModuleFolderBytes));
  }
  if (files.size() > limits::kMaxModuleFiles) {
    folder.Add(1, "TOO_MANY_FILES",
               absl::StrCat("the folder holds ", files.size(), " files; remove some, to at most ",
                            limits::kMaxModuleFiles));
  }
}

int LineAt(absl::string_view text, size_t offset) {
  return 1 + std::count(text.begin(), text.begin() + offset, '\n');
}

}  // namespace

void LintFileNames(const ModuleFiles& files, std::vector<LintProblem>& problems) {
  for (const auto& [name, content] : files) {
    FileProblems file(WithoutForbidden(name), problems);
    if (!IsPlainFileName(name)) {
      file.Add(1, "BAD_PATH",
               "a file lies in the folder itself and has a name of the letters a-z, digits, . _ and -, not . "
               "first; move, rename or remove it");
    } else if (!IsKnownFile(name)) {
      file.Add(1, "UNKNOWN_FILE",
               "a module holds module.toml, a text such as sv.md for each language, and pictures that end in "
               ".png, .jpg or .jpeg; rename or remove the file");
    }
  }
  LintTotals(files, problems);
}

bool LintTextFile(const std::string& name, absl::string_view bytes, std::vector<LintProblem>& problems) {
  FileProblems file(name, problems);
  if (bytes.size() > limits::kMaxModuleTextBytes) {
    file.Add(1, "FILE_TOO_BIG",
             absl::StrCat("the file has ", bytes.size(), " bytes; shorten it to at most ",
                          limits::kMaxModuleTextBytes));
    return false;
  }
  if (const std::optional<size_t> at = FindNotUtf8(bytes)) {
    file.Add(LineAt(bytes, *at), "INVALID_UTF8", "this line is not UTF-8; save the file as UTF-8");
    return false;
  }
  if (const std::optional<size_t> at = FindForbidden(bytes)) {
    file.Add(LineAt(bytes, *at), "INVALID_TEXT",
             "this line holds an invisible control character; delete the line and write it again");
    return false;
  }
  return true;
}

void LintPictureUses(const std::string& name, const std::vector<PictureUse>& uses, const ModuleFiles& files,
                     std::vector<LintProblem>& problems) {
  FileProblems file(name, problems);
  for (const PictureUse& use : uses) {
    if (IsPictureName(use.file) && files.contains(use.file)) continue;
    file.Add(use.line, "MISSING_IMAGE",
             absl::StrCat("the folder holds no picture \"", WithoutForbidden(use.file),
                          "\"; put the PNG or JPEG there or correct the name"));
  }
}

void LintPictures(const ModuleFiles& files, const std::set<std::string>& used,
                  std::vector<LintProblem>& problems) {
  for (const auto& [name, bytes] : files) {
    if (!IsPlainFileName(name) || !IsPictureName(name)) continue;
    FileProblems file(name, problems);
    if (bytes.size() > limits::kMaxPictureBytes) {
      file.Add(1, "IMAGE_TOO_BIG",
               absl::StrCat("the picture has ", bytes.size(), " bytes; make it smaller, at most ",
                            limits::kMaxPictureBytes));
    }
    if (const std::string problem = ImageFileProblem(name, bytes); !problem.empty()) {
      file.Add(1, "BAD_IMAGE",
               absl::StrCat("the picture cannot be shown: ", problem, "; save it again as PNG or JPEG"));
    }
    if (!used.contains(name)) {
      file.Add(1, "UNUSED_IMAGE", "no text shows the picture; remove the file or show it");
    }
  }
}

}  // namespace nanolearn
