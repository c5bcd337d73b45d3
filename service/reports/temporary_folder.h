#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"

namespace nanolearn::reports {

// A private folder that is gone with the object; path() is empty when it could not be made.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(absl::StrCat(std::filesystem::temp_directory_path().string(), "/nanolearn-XXXXXX")) {
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace nanolearn::reports
