#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "service/storage/store.h"

namespace nanolearn {

struct ModuleTextView {
  std::string language;
  std::string title;
  std::string markdown;
  std::string plain;
};

// The texts of revisions of modules, read from their files once: a revision never changes. Thread-safe.
class ModuleTexts {
 public:
  // In the order of the manifest's languages; never null. The revision must be there.
  std::shared_ptr<const std::vector<ModuleTextView>> Of(const ReadTransaction& tx, Id organisation_id, Id module_id,
                                                        int revision);

 private:
  std::mutex mutex_;
  // By organisation, module and revision.
  std::map<std::tuple<Id, Id, int>, std::shared_ptr<const std::vector<ModuleTextView>>> known_;
};

}  // namespace nanolearn
