#include "service/app/question_counts.h"

#include "service/domain/module_folder.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxKnown = 10000;

// All languages have the same questions; the linter holds that.
int CountQuestions(const ModuleFiles& files) {
  const ModuleFolder folder = ReadModuleFolder(files);
  const auto& texts = folder.content.texts;
  return texts.empty() ? 0 : static_cast<int>(texts.begin()->second.questions.size());
}

}  // namespace

int QuestionCounts::Of(const ReadTransaction& tx, Id organisation_id, Id module_id, int revision) {
  const std::tuple key(organisation_id, module_id, revision);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  const int count = CountQuestions(tx.modules().Files(organisation_id, module_id, revision));
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  known_[key] = count;
  return count;
}

}  // namespace nanolearn
