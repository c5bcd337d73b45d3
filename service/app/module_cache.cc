#include "service/app/module_cache.h"

#include <algorithm>
#include <utility>

#include "service/domain/lesson_flow.h"
#include "service/domain/module_folder.h"
#include "service/domain/module_name.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxBytes = size_t{64} << 20;
// What a parsed text takes beside its file.
constexpr size_t kBytesBeside = 32 << 10;

std::shared_ptr<const ReadModule> Read(ModuleFiles files) {
  auto module = std::make_shared<ReadModule>();
  module->content = ReadModuleFolder(files).content;
  if (module->content.texts.empty()) return nullptr;
  module->bytes = kBytesBeside;
  for (auto& [path, bytes] : files) {
    module->bytes += bytes.size();
    if (IsPictureName(path)) module->pictures[path] = std::move(bytes);
  }
  return module;
}

}  // namespace

std::shared_ptr<const ReadModule> ModuleCache::Of(const ReadTransaction& tx, Id organisation_id, Id module_id,
                                                  int revision) {
  const std::tuple key(organisation_id, module_id, revision);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  std::shared_ptr<const ReadModule> module = Read(tx.modules().Files(organisation_id, module_id, revision));
  if (!module) return nullptr;
  const std::lock_guard lock(mutex_);
  if (bytes_ + module->bytes > kMaxBytes) {
    known_.clear();
    bytes_ = 0;
  }
  if (known_.emplace(key, module).second) bytes_ += module->bytes;
  return module;
}

std::string TitleIn(const std::string& language, const ReadTransaction& tx, ModuleCache& modules,
                    Id organisation_id, const ModuleSummary& module) {
  const std::vector<std::string>& languages = module.languages;
  const bool is_other = !languages.empty() && languages.front() != language &&
                        std::find(languages.begin(), languages.end(), language) != languages.end();
  if (!is_other) return module.display_name;
  const auto read = modules.Of(tx, organisation_id, module.id, module.revision);
  return read ? TextFor(read->content, language).title : module.display_name;
}

}  // namespace nanolearn
