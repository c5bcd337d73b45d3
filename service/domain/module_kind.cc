#include "service/domain/module_kind.h"

#include "service/domain/module_limits.h"

namespace nanolearn {
namespace {

constexpr ModuleRules kLessonRules = {.max_minutes = limits::kMaxModuleMinutes,
                                      .max_words = 0,
                                      .max_card_words = limits::kMaxCardWords,
                                      .min_cards = limits::kMinCards,
                                      .max_cards = limits::kMaxCards,
                                      .min_questions = limits::kMinQuestions,
                                      .max_questions = limits::kMaxQuestions,
                                      .ends_with_monday = true,
                                      .needs_sources = true};

// A governing document is longer than a lesson and says what it says.
constexpr ModuleRules kPolicyRules = {.max_minutes = limits::kMaxPolicyMinutes,
                                      .max_words = 0,
                                      .max_card_words = limits::kMaxPolicyCardWords,
                                      .min_cards = 1,
                                      .max_cards = limits::kMaxPolicyCards,
                                      .min_questions = 0,
                                      .max_questions = limits::kMaxQuestions,
                                      .ends_with_monday = false,
                                      .needs_sources = true};

// What is done elsewhere takes as long as it takes; here it is only described.
constexpr ModuleRules kElsewhereRules = {
    .max_minutes = limits::kMaxElsewhereMinutes,
    .max_words = limits::kMaxModuleMinutes * limits::kModuleWordsPerMinute,
    .max_card_words = limits::kMaxPolicyCardWords,
    .min_cards = 1,
    .max_cards = limits::kMaxCards,
    .min_questions = 0,
    .max_questions = 0,
    .ends_with_monday = false,
    .needs_sources = false};

}  // namespace

const ModuleRules& RulesOf(absl::string_view kind) {
  if (kind == kPolicy) return kPolicyRules;
  return NeedsEvidence(kind) ? kElsewhereRules : kLessonRules;
}

bool IsModuleKind(absl::string_view word) {
  return word == kLesson || word == kPolicy || NeedsEvidence(word);
}

}  // namespace nanolearn
