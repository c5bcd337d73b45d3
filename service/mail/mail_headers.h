#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/mail.h"

namespace nanolearn {

// Text as a header may hold it: plain if it is ASCII, else encoded words (RFC 2047) on lines of their own.
// Control characters, line ends among them, become spaces.
std::string HeaderText(absl::string_view text);

// Whether an address can stand in a header and in a command: no white space, control characters or any of
// <>()[],;:\" and at most 254 bytes.
bool IsPlainAddress(absl::string_view address);

// From, To, Subject, Date, Message-ID and that no person wrote it; each without its line end. What makes the
// body MIME is left to the library that sends it.
std::vector<std::string> HeadersOf(const Mail& mail, absl::string_view from, absl::string_view message_id,
                                   absl::Time now);

}  // namespace nanolearn
