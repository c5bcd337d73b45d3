#pragma once
// Reads module.toml.

#include "absl/strings/string_view.h"
#include "service/domain/module.h"
#include "service/domain/module_problems.h"

namespace nanolearn {

struct ManifestReading {
  ModuleManifest manifest;
  bool languages_known = false;  // whether manifest.languages is what the author meant
  int languages_line = 1;
};

ManifestReading ReadManifest(absl::string_view bytes, FileProblems& problems);

}  // namespace nanolearn
