#pragma once
// The bounds in docs/modules.md.

#include <cstddef>

namespace nanolearn::limits {

inline constexpr size_t kMaxModuleIdBytes = 40;  // a module's id, a card's id, a topic
inline constexpr size_t kMaxModuleTitleCharacters = 60;
inline constexpr size_t kMaxSourceCharacters = 200;  // a source's title, publisher and address
inline constexpr size_t kMaxModuleTopics = 5;
inline constexpr int kMaxModuleMinutes = 2;
inline constexpr int kMaxPolicyMinutes = 10;
inline constexpr int kMaxElsewhereMinutes = 480;  // of what is done elsewhere or in a group
inline constexpr int kModuleWordsPerMinute = 180;
inline constexpr int kMaxCardWords = 60;
inline constexpr int kMaxPolicyCardWords = 150;
inline constexpr int kMaxPolicyCards = 20;
inline constexpr size_t kMinCards = 3;
inline constexpr size_t kMaxCards = 8;
inline constexpr size_t kMinQuestions = 1;
inline constexpr size_t kMaxQuestions = 3;
inline constexpr size_t kMinAnswers = 2;
inline constexpr size_t kMaxAnswers = 4;
inline constexpr int kMaxListDepth = 3;
inline constexpr size_t kMaxPictureBytes = 200 << 10;
// module.toml, and each language's text: some times what 360 words take. cmark is slow on text that is nested
// thousands deep, which needs thousands of bytes.
inline constexpr size_t kMaxModuleTextBytes = 16 << 10;
inline constexpr size_t kMaxModuleFolderBytes = 2 << 20;  // must fit in one gRPC message
inline constexpr size_t kMaxModuleFileNameBytes = 100;

}  // namespace nanolearn::limits
