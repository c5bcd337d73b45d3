#include "service/domain/row_problem.h"

#include "absl/strings/str_cat.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxFoundCharacters = 40;

// With ? for each control character.
std::string Printable(absl::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const absl::string_view character = FirstCharacters(text, 1);
    absl::StrAppend(&printable, HasControlCharacter(character) ? "?" : character);
    text.remove_prefix(character.size());
  }
  return printable;
}

}  // namespace

std::string FoundText(absl::string_view text) {
  // Masked before it is cut: half a personnummer would not be recognised.
  const std::string masked = MaskPersonnummerWithin(FirstCharacters(text, 4 * kMaxFoundCharacters));
  return Printable(FirstCharacters(masked, kMaxFoundCharacters));
}

}  // namespace nanolearn
