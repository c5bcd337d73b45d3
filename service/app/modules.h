#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/module_texts.h"
#include "service/app/paging.h"
#include "service/domain/module_folder.h"

namespace nanolearn {

struct ModuleList {
  std::vector<ModuleSummary> modules;
  std::string next_page_token;
};

struct ModuleRevisionView {
  ModuleSummary module;  // as it was at that revision
  std::vector<ModuleTextView> texts;
};

enum class AskAgain { kNobody, kAll, kHolders };

struct ModulePublication {
  std::string organisation;
  ModuleFiles files;
  bool validate_only = false;
  std::string request_id;
  AskAgain ask_again = AskAgain::kNobody;
  std::optional<Date> ask_date;  // today when absent
};

struct ModulePublicationResult {
  ModuleSummary module;
  bool changed = false;
};

// Operations on modules; the errors are those of module_service.proto. Thread-safe.
class Modules {
 public:
  explicit Modules(const Environment& env) : env_(env) {}

  absl::StatusOr<ModuleSummary> Get(const Caller& caller, const std::string& organisation,
                                    const std::string& slug);
  absl::StatusOr<ModuleList> List(const Caller& caller, const std::string& organisation,
                                  const PageRequest& page);
  // `revision` 0: the latest.
  absl::StatusOr<ModuleRevisionView> GetRevision(const Caller& caller, const std::string& organisation,
                                                 const std::string& slug, int revision);
  absl::StatusOr<ModulePublicationResult> Publish(const Caller& caller, const ModulePublication& publication);

 private:
  Environment env_;
  ModuleTexts texts_;
};

}  // namespace nanolearn
