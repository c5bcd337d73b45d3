// What people type and open as links' codes.

#include "service/domain/learner_link.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  static const auto* const kKey = new HashKey(std::string(32, 'k'));
  static const auto* const kLink = new LearnerLink{.organisation_id = 1, .number = 12345, .root = 12345, .assignment_id = 7};
  if (const auto code = ParseLinkCode(text)) {
    // Chance alone does not make the proof.
    const bool is_ours = code->number == kLink->number && IsProven(*code, *kLink, *kKey);
    REQUIRE(!is_ours || ParseLinkCode(LinkCode(*kLink, *kKey))->proof == code->proof);
  }
  if (const auto letters = ParseScreenCode(text)) REQUIRE(letters->size() == 6);
  if (const auto number = ParseLinkNumber(text)) REQUIRE(ParseLinkNumber(LinkNumberText(*number)) == number);
  return 0;
}
