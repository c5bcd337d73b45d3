#pragma once
// The link that brings somebody to a lesson: 16 letters and digits, "k7mq-2x9d-hj4n-p3ra". The first half is
// the link's number, the second proves that we made it for that assignment. No I/O.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/base/secret.h"

namespace nanolearn {

enum class LinkPurpose {
  kMail,       // sent
  kHandedOut,  // made for somebody by hand
  kScreen,     // for a screen that others use too: ends soon after it was used last
};
// "MAIL", "HANDED_OUT", "SCREEN".
absl::string_view LinkPurposeName(LinkPurpose purpose);
std::optional<LinkPurpose> ParseLinkPurpose(absl::string_view name);

struct LearnerLink {
  Id organisation_id = kNoId;
  uint64_t number = 0;  // of 40 bits, drawn by chance; unique in the installation
  // The number of the link that whoever has this one came with: its own, or that of the one it was made from
  // by going on to another lesson or screen. No link outlives its root.
  uint64_t root = 0;
  Id assignment_id = kNoId;
  LinkPurpose purpose = LinkPurpose::kMail;
  absl::Time create_time;
  absl::Time expire_time;
  absl::Time revoke_time = absl::InfiniteFuture();

  bool ValidAt(absl::Time now) const { return now < expire_time && now < revoke_time; }
};

inline constexpr absl::Duration kMailLinkAge = absl::Hours(24 * 60);
// From the last time something was done.
inline constexpr absl::Duration kScreenLinkAge = absl::Minutes(3);

// A number for a new link.
uint64_t NewLinkNumber();
// The first half of the code, without its hyphen: what whoever runs the product calls a link by. It opens
// nothing.
std::string LinkNumberText(uint64_t number);
std::optional<uint64_t> ParseLinkNumber(absl::string_view text);
// In four groups of four.
std::string LinkCode(const LearnerLink& link, const HashKey& key);

// What somebody typed or opened.
struct ReadCode {
  uint64_t number = 0;
  uint64_t proof = 0;
};
// As it is written or typed: in any case, with or without hyphens and spaces, o for 0, i or l for 1. Nothing
// for text that is no code.
std::optional<ReadCode> ParseLinkCode(absl::string_view text);
// Whether the code was made by us for this link as it is. Takes the same time whatever is wrong.
bool IsProven(const ReadCode& code, const LearnerLink& link, const HashKey& key);

// A code for a shared screen: six letters that cannot be taken for each other, upper case.
std::string NewScreenCode();
// As it is typed; nothing for what cannot be one.
std::optional<std::string> ParseScreenCode(absl::string_view text);
inline constexpr absl::Duration kScreenCodeAge = absl::Minutes(10);

}  // namespace nanolearn
