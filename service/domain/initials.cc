#include "service/domain/initials.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/domain/fold_case.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

// "Gardie" is what "de la Gardie" begins with.
std::string InitialOf(absl::string_view name) {
  name = absl::StripAsciiWhitespace(name);
  std::string first;
  for (absl::string_view rest = name; !rest.empty();) {
    const absl::string_view before = rest;
    TakeCodePoint(rest);
    const absl::string_view letter = before.substr(0, before.size() - rest.size());
    if (FoldCase(letter) != letter) return std::string(letter);
    if (first.empty()) first = absl::AsciiStrToUpper(letter);
  }
  return first;
}

}  // namespace

std::string Initials(absl::string_view given_name, absl::string_view family_name) {
  return absl::StrCat(InitialOf(given_name), InitialOf(family_name));
}

}  // namespace nanolearn
