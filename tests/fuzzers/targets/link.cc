// What people type and open as codes of links and of screens.

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "service/domain/learner_link.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

const HashKey& LinkKey() {
  static const auto* const kKey = new HashKey(std::string(32, 'k'));
  return *kKey;
}

bool IsSameCode(const std::optional<ReadCode>& a, const std::optional<ReadCode>& b) {
  return a && b && a->number == b->number && a->proof == b->proof;
}

// One code opens a link: the one that was made for it, however it is typed.
void RequireOneCode(const ReadCode& code) {
  LearnerLink link{.organisation_id = 1, .number = code.number, .root = code.number, .assignment_id = 7};
  const std::string written = LinkCode(link, LinkKey());
  const auto own = ParseLinkCode(written);
  REQUIRE(own && IsProven(*own, link, LinkKey()));
  REQUIRE(IsProven(code, link, LinkKey()) == (code.proof == own->proof));
  REQUIRE(IsSameCode(own, ParseLinkCode(absl::AsciiStrToUpper(absl::StrReplaceAll(written, {{"-", " "}})))));
  REQUIRE(IsSameCode(own, ParseLinkCode(absl::StrReplaceAll(written, {{"0", "o"}, {"1", "L"}}))));
  link.assignment_id = 8;
  REQUIRE(!IsProven(*own, link, LinkKey()));
}

FUZZ_TARGET(link) {
  if (const auto code = ParseLinkCode(bytes)) RequireOneCode(*code);
  if (const auto letters = ParseScreenCode(bytes)) {
    REQUIRE(letters->size() == 6);
    REQUIRE(ParseScreenCode(absl::AsciiStrToLower(*letters)) == letters);
  }
  if (const auto number = ParseLinkNumber(bytes)) REQUIRE(ParseLinkNumber(LinkNumberText(*number)) == number);
}

}  // namespace
}  // namespace nanolearn
