#include "service/domain/learner_link.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

// Crockford's: no i, l, o or u, so that what is read from paper is what was meant.
constexpr absl::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t kNumberDigits = 8;
constexpr size_t kCodeDigits = 2 * kNumberDigits;
constexpr size_t kGroupDigits = 4;
constexpr size_t kNumberBytes = 5;
constexpr size_t kMaxTypedBytes = 64;

// Consonants, so that they make no words, and none that looks like another or like a digit on a screen across
// the room.
constexpr absl::string_view kLetters = "BCDFGHJKMNPQRSTWXZ";
constexpr size_t kScreenLetters = 6;

uint64_t FirstForty(absl::string_view bytes) {
  uint64_t number = 0;
  for (const unsigned char byte : bytes.substr(0, kNumberBytes)) number = number << 8 | byte;
  return number;
}

uint64_t ProofOf(const LearnerLink& link, const HashKey& key) {
  return FirstForty(
      key.Hash("learner link", absl::StrCat(link.organisation_id, "|", link.number, "|", link.assignment_id,
                                            "|", LinkPurposeName(link.purpose))));
}

void AppendDigits(uint64_t number, std::string& text) {
  for (size_t i = kNumberDigits; i-- > 0;) text += kDigits[number >> 5 * i & 31];
}

// The digit that somebody meant; npos for what is none.
size_t DigitOf(char typed) {
  const char c = absl::ascii_tolower(static_cast<unsigned char>(typed));
  if (c == 'o') return 0;
  if (c == 'i' || c == 'l') return 1;
  return kDigits.find(c);
}

bool IsSeparator(char c) { return c == '-' || absl::ascii_isspace(static_cast<unsigned char>(c)); }

// So many digits and nothing but separators beside them.
std::optional<std::vector<uint8_t>> ReadDigits(absl::string_view text, size_t count) {
  if (text.size() > kMaxTypedBytes) return std::nullopt;
  std::vector<uint8_t> digits;
  for (const char c : text) {
    if (IsSeparator(c)) continue;
    const size_t digit = DigitOf(c);
    if (digit == absl::string_view::npos || digits.size() == count) return std::nullopt;
    digits.push_back(static_cast<uint8_t>(digit));
  }
  return digits.size() == count ? std::optional(std::move(digits)) : std::nullopt;
}

uint64_t NumberOf(const uint8_t* digits) {
  uint64_t number = 0;
  for (size_t i = 0; i < kNumberDigits; ++i) number = number << 5 | digits[i];
  return number;
}

}  // namespace

absl::string_view LinkPurposeName(LinkPurpose purpose) {
  switch (purpose) {
    case LinkPurpose::kMail:
      return "MAIL";
    case LinkPurpose::kHandedOut:
      return "HANDED_OUT";
    case LinkPurpose::kScreen:
      return "SCREEN";
  }
  return "";
}

std::optional<LinkPurpose> ParseLinkPurpose(absl::string_view name) {
  for (const LinkPurpose purpose : {LinkPurpose::kMail, LinkPurpose::kHandedOut, LinkPurpose::kScreen}) {
    if (name == LinkPurposeName(purpose)) return purpose;
  }
  return std::nullopt;
}

uint64_t NewLinkNumber() { return FirstForty(RandomBytes(kNumberBytes)); }

std::string LinkNumberText(uint64_t number) {
  std::string text;
  AppendDigits(number, text);
  return text;
}

std::optional<uint64_t> ParseLinkNumber(absl::string_view text) {
  const std::optional<std::vector<uint8_t>> digits = ReadDigits(text, kNumberDigits);
  if (!digits) return std::nullopt;
  return NumberOf(digits->data());
}

std::string LinkCode(const LearnerLink& link, const HashKey& key) {
  std::string digits;
  AppendDigits(link.number, digits);
  AppendDigits(ProofOf(link, key), digits);
  std::string code;
  for (size_t i = 0; i < kCodeDigits; i += kGroupDigits) {
    absl::StrAppend(&code, i == 0 ? "" : "-", digits.substr(i, kGroupDigits));
  }
  return code;
}

std::optional<ReadCode> ParseLinkCode(absl::string_view text) {
  const std::optional<std::vector<uint8_t>> digits = ReadDigits(text, kCodeDigits);
  if (!digits) return std::nullopt;
  return ReadCode{NumberOf(digits->data()), NumberOf(digits->data() + kNumberDigits)};
}

// Two numbers in registers are compared at once, whatever is in them.
bool IsProven(const ReadCode& code, const LearnerLink& link, const HashKey& key) {
  const uint64_t wrong = (code.proof ^ ProofOf(link, key)) | (code.number ^ link.number);
  return wrong == 0;
}

std::string NewScreenCode() {
  // Every letter as often as every other: what is left over above the last whole multiple is drawn again.
  constexpr size_t kFair = 256 / kLetters.size() * kLetters.size();
  std::string code;
  while (code.size() < kScreenLetters) {
    for (const unsigned char byte : RandomBytes(2 * kScreenLetters)) {
      if (byte < kFair && code.size() < kScreenLetters) code += kLetters[byte % kLetters.size()];
    }
  }
  return code;
}

std::optional<std::string> ParseScreenCode(absl::string_view text) {
  if (text.size() > kMaxTypedBytes) return std::nullopt;
  std::string code;
  for (const char c : text) {
    if (IsSeparator(c)) continue;
    code += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  const bool fits = code.size() == kScreenLetters && std::all_of(code.begin(), code.end(), [](char c) {
                      return kLetters.find(c) != absl::string_view::npos;
                    });
  return fits ? std::optional(std::move(code)) : std::nullopt;
}

}  // namespace nanolearn
