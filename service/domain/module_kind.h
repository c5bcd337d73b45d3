#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn {

// What a module is, by the word in module.toml and in the API.
inline constexpr absl::string_view kLesson = "LESSON";      // cards and questions
inline constexpr absl::string_view kPolicy = "POLICY";      // a governing document to acknowledge
inline constexpr absl::string_view kExternal = "EXTERNAL";  // done elsewhere, recorded with evidence
inline constexpr absl::string_view kSession = "SESSION";    // led for a group, attested by who led it

// Whether completing it takes evidence, since it is not done here.
inline bool NeedsEvidence(absl::string_view kind) { return kind == kExternal || kind == kSession; }

// What a module of a kind may hold.
struct ModuleRules {
  int max_minutes;
  int max_words;  // in all; 0: by the minutes
  int max_card_words;
  int min_cards, max_cards;
  int min_questions, max_questions;
  bool ends_with_monday;
  bool needs_sources;
};

// Those of a lesson for a kind that is not known.
const ModuleRules& RulesOf(absl::string_view kind);

bool IsModuleKind(absl::string_view word);

}  // namespace nanolearn
