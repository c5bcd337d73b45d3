#include "service/domain/row_problem.h"

#include "absl/strings/ascii.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {
constexpr size_t kMaxFoundCharacters = 40;
}

std::string FoundText(absl::string_view text) {
  // Masked before it is cut: half a personnummer would not be recognised.
  const std::string masked = MaskPersonnummerWithin(FirstCharacters(text, 4 * kMaxFoundCharacters));
  std::string found(FirstCharacters(masked, kMaxFoundCharacters));
  if (HasControlCharacter(found)) {
    for (char& c : found) c = absl::ascii_isprint(c) ? c : '?';
  }
  return found;
}

}  // namespace nanolearn
