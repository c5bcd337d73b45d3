// What mail servers answer, a line each, commands among them; and subjects, of which none makes a header of its own.

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/mail/mail_headers.h"
#include "service/mail/smtp_dialogue.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

// The text of a header, as a reader has it.
std::string Decoded(absl::string_view header) {
  std::string decoded;
  for (absl::string_view word : absl::StrSplit(header, "\r\n ")) {
    std::string part(word);
    if (absl::ConsumePrefix(&word, "=?UTF-8?B?")) REQUIRE(absl::ConsumeSuffix(&word, "?=") && absl::Base64Unescape(word, &part));
    decoded += part;
  }
  return decoded;
}

void RequireOneHeader(absl::string_view subject) {
  const std::string header = HeaderText(subject);
  for (const absl::string_view line : absl::StrSplit(header, "\r\n ")) {
    REQUIRE(line.find_first_of("\r\n") == absl::string_view::npos && line.size() <= 75);
  }
  std::string expected(subject);
  for (char& c : expected) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  REQUIRE(Decoded(header) == expected);
}

FUZZ_TARGET(smtp) {
  RequireOneHeader(bytes.substr(0, 1000));
  SmtpDialogue dialogue;
  bool refused = false;
  for (absl::string_view line : absl::StrSplit(bytes, '\n')) {
    if (absl::ConsumePrefix(&line, "> ")) {
      dialogue.HearCommand(line);
    } else {
      dialogue.HearReply(line);
      refused = refused || absl::StartsWith(absl::StripAsciiWhitespace(line), "5");
    }
    const Delivery delivery = dialogue.Judge("the connection was lost");
    REQUIRE(refused || delivery.outcome != Delivery::Outcome::kRefused);
    REQUIRE(delivery.outcome == Delivery::Outcome::kRefused || !delivery.refuses_recipient);
  }
}

}  // namespace
}  // namespace nanolearn
