#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace nanolearn::fuzz {

inline constexpr size_t kMaxInputBytes = 64 << 10;

// Changes inputs by chance: bytes, parts of them, words of a dictionary, parts of other inputs. The same seed makes the same changes.
class Mutator {
 public:
  Mutator(unsigned seed, std::vector<std::string> corpus, std::vector<std::string> words)
      : random_(seed), corpus_(std::move(corpus)), words_(std::move(words)) {}

  // Another input, made of one of the corpus.
  std::string Next();

 private:
  size_t Below(size_t limit) { return random_() % limit; }
  // Some bytes of the text, as a place and a count.
  std::pair<size_t, size_t> Part(const std::string& text);
  void Change(std::string& text);
  void ChangeByte(std::string& text);
  void Insert(std::string& text, const std::string& what);
  void Repeat(std::string& text);
  std::string PartOf(const std::string& text);

  std::mt19937_64 random_;
  const std::vector<std::string> corpus_;
  const std::vector<std::string> words_;
};

}  // namespace nanolearn::fuzz
