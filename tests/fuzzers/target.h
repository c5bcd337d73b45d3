#pragma once
// A target: something that reads bytes from outside, fed with whatever chance makes. It requires what must hold for all of them.

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::fuzz {

using Target = void (*)(absl::string_view bytes);

// By name: one in a program of libFuzzer's, all in fuzz_replay.
inline std::map<std::string, Target>& Targets() {
  static auto* const kTargets = new std::map<std::string, Target>;
  return *kTargets;
}

inline bool Register(const char* name, Target target) { return Targets().emplace(name, target).second; }

// Takes what stands before the first `end` off the bytes, and that one too; everything when there is none.
inline absl::string_view TakeUntil(char end, absl::string_view& bytes) {
  const size_t size = std::min(bytes.find(end), bytes.size());
  const absl::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(std::min(size + 1, bytes.size()));
  return taken;
}

// Takes the first byte; 0 when there is none.
inline unsigned char TakeByte(absl::string_view& bytes) {
  if (bytes.empty()) return 0;
  const auto byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

}  // namespace nanolearn::fuzz

// FUZZ_TARGET(table) { ... bytes ... }: the name is that of its file and of its folder in corpus/.
#define FUZZ_TARGET(name)                                                                                      \
  static void Fuzz_##name(absl::string_view bytes);                                                            \
  [[maybe_unused]] static const bool is_registered_##name = ::nanolearn::fuzz::Register(#name, Fuzz_##name); \
  static void Fuzz_##name([[maybe_unused]] absl::string_view bytes)

// Ends the program, whose input is kept then.
#define REQUIRE(condition)                                                                   \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      std::cerr << __FILE__ << ":" << __LINE__ << ": " << #condition << " does not hold\n"; \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
