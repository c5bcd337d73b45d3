#include "service/mail/mail_headers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxAddressBytes = 254;
// A line with an encoded word is at most 76 characters: 39 bytes make 52, 12 stand around these, and the
// header's name before the first.
constexpr size_t kWordBytes = 39;
// Longer lines than 78 must be folded; the header's name takes some.
constexpr size_t kMaxPlainBytes = 60;

std::string WithoutControls(absl::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  return plain;
}

// Never ends in the middle of a character.
absl::string_view TakeWord(absl::string_view& text) {
  size_t end = std::min(text.size(), kWordBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  if (end == 0) end = std::min(text.size(), kWordBytes);  // not UTF-8
  const absl::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

bool IsPlain(absl::string_view text) {
  // What looks like an encoded word would be decoded.
  return text.size() <= kMaxPlainBytes && !absl::StrContains(text, "=?") &&
         std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string HeaderText(absl::string_view text) {
  const std::string clean = WithoutControls(text);
  if (IsPlain(clean)) return clean;
  std::string encoded;
  for (absl::string_view rest = clean; !rest.empty();) {
    absl::StrAppend(&encoded, encoded.empty() ? "" : "\r\n ", "=?UTF-8?B?",
                    absl::Base64Escape(TakeWord(rest)), "?=");
  }
  return encoded;
}

bool IsPlainAddress(absl::string_view address) {
  if (address.empty() || address.size() > kMaxAddressBytes || !absl::StrContains(address, '@')) return false;
  return std::none_of(address.begin(), address.end(), [](unsigned char c) {
    return c <= ' ' || c == 0x7F ||
           absl::StrContains("<>()[],;:\\\"", absl::string_view(reinterpret_cast<char*>(&c), 1));
  });
}

std::vector<std::string> HeadersOf(const Mail& mail, absl::string_view from, absl::string_view message_id,
                                   absl::Time now) {
  return {absl::StrCat("From: Nanolearn <", from, ">"), absl::StrCat("To: <", mail.recipient, ">"),
          absl::StrCat("Subject: ", HeaderText(mail.subject)),
          absl::StrCat("Date: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", now, absl::UTCTimeZone())),
          absl::StrCat("Message-ID: <", message_id, ">"),
          // No answer from somebody's holiday, please (RFC 3834).
          "Auto-Submitted: auto-generated"};
}

}  // namespace nanolearn
