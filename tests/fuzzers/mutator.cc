#include "tests/fuzzers/mutator.h"

#include <algorithm>
#include <iterator>

namespace nanolearn::fuzz {
namespace {

constexpr size_t kMaxChanges = 6;
constexpr size_t kMaxPartBytes = 64;
constexpr char kOddBytes[] = {'\0', '\x7F', '\xFF', '\n', '\r', '"', '\'', '\\', '%', '{', '[', '<', '-', '9', '\xC3', ' '};

}  // namespace

std::string Mutator::Next() {
  std::string text = corpus_[Below(corpus_.size())];
  for (size_t changes = 1 + Below(kMaxChanges); changes > 0; --changes) Change(text);
  text.resize(std::min(text.size(), kMaxInputBytes));
  return text;
}

void Mutator::Change(std::string& text) {
  switch (Below(7)) {
    case 0:
      return ChangeByte(text);
    case 1: {
      const auto [place, count] = Part(text);
      text.erase(place, count);
      return;
    }
    case 2:
      return Insert(text, std::string(1 + Below(4), static_cast<char>(Below(256))));
    case 3:
      return Insert(text, PartOf(text));
    case 4:
      return Insert(text, PartOf(corpus_[Below(corpus_.size())]));
    case 5:
      return words_.empty() ? ChangeByte(text) : Insert(text, words_[Below(words_.size())]);
    default:
      return Repeat(text);
  }
}

void Mutator::ChangeByte(std::string& text) {
  if (text.empty()) return;
  char& byte = text[Below(text.size())];
  switch (Below(3)) {
    case 0:
      byte = static_cast<char>(byte ^ (1 << Below(8)));
      return;
    case 1:
      byte = kOddBytes[Below(std::size(kOddBytes))];
      return;
    default:
      byte = static_cast<char>(Below(256));
  }
}

std::pair<size_t, size_t> Mutator::Part(const std::string& text) {
  if (text.empty()) return {0, 0};
  const size_t place = Below(text.size());
  return {place, 1 + Below(std::min(text.size() - place, kMaxPartBytes))};
}

std::string Mutator::PartOf(const std::string& text) {
  const auto [place, count] = Part(text);
  return text.substr(place, count);
}

// Sometimes in the place of as many bytes.
void Mutator::Insert(std::string& text, const std::string& what) {
  const size_t place = Below(text.size() + 1);
  text.replace(place, Below(2) * what.size(), what);
}

// Seldom very often: what nests costs the stack.
void Mutator::Repeat(std::string& text) {
  const auto [place, count] = Part(text);
  const std::string part = text.substr(place, Below(2) == 0 ? 1 : count);
  const size_t room = kMaxInputBytes - std::min(text.size(), kMaxInputBytes);
  if (part.empty() || room == 0) return;
  const size_t times = std::min(room / part.size(), size_t{1} << Below(Below(8) == 0 ? 16 : 6));
  std::string many;
  for (size_t i = 0; i < times; ++i) many += part;
  text.insert(place, many);
}

}  // namespace nanolearn::fuzz
