#include "service/app/module_texts.h"

#include "absl/strings/str_cat.h"
#include "service/domain/module_folder.h"
#include "service/domain/module_text.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxKnown = 1000;  // of some ten kilobytes each

std::vector<ModuleTextView> TextsOf(const ModuleFiles& files) {
  const ModuleFolder folder = ReadModuleFolder(files);
  std::vector<ModuleTextView> texts;
  for (const std::string& language : folder.content.manifest.languages) {
    const auto text = folder.content.texts.find(language);
    const auto file = files.find(absl::StrCat(language, ".md"));
    if (text == folder.content.texts.end() || file == files.end()) continue;
    texts.push_back({language, text->second.title, file->second, PlainText(text->second)});
  }
  return texts;
}

}  // namespace

std::shared_ptr<const std::vector<ModuleTextView>> ModuleTexts::Of(const ReadTransaction& tx, Id organisation_id,
                                                                   Id module_id, int revision) {
  const std::tuple key(organisation_id, module_id, revision);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  const auto texts = std::make_shared<const std::vector<ModuleTextView>>(
      TextsOf(tx.modules().Files(organisation_id, module_id, revision)));
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  known_[key] = texts;
  return texts;
}

}  // namespace nanolearn
