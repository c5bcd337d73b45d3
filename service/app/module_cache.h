#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

#include "service/domain/module.h"
#include "service/storage/store.h"

namespace nanolearn {

// A revision of a module as it is shown.
struct ReadModule {
  ModuleContent content;
  std::map<std::string, std::string> pictures;  // by their path
  size_t bytes = 0;                             // of its files
};

// Revisions of modules, read from their files once: a revision never changes, and many people read the same
// in the same week. Keeps some tens of megabytes. Thread-safe.
class ModuleCache {
 public:
  // Null for a revision that is not there.
  std::shared_ptr<const ReadModule> Of(const ReadTransaction& tx, Id organisation_id, Id module_id,
                                       int revision);

 private:
  std::mutex mutex_;
  std::map<std::tuple<Id, Id, int>, std::shared_ptr<const ReadModule>>
      known_;         // by organisation, module, revision
  size_t bytes_ = 0;  // of those that are known
};

// The module's title for somebody who reads `language`. Lists know it in the first language only; another is
// in the module itself.
std::string TitleIn(const std::string& language, const ReadTransaction& tx, ModuleCache& modules,
                    Id organisation_id, const ModuleSummary& module);

}  // namespace nanolearn
