#pragma once
// From bytes to UTF-8, and questions about UTF-8 text.

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// UTF-8: a view of the bytes when they were that already, else a text of its own.
class DecodedText {
 public:
  static DecodedText Of(absl::string_view bytes) { return DecodedText(bytes, std::nullopt); }
  static DecodedText Own(std::string text) { return DecodedText({}, std::move(text)); }

  absl::string_view view() const { return owned_ ? absl::string_view(*owned_) : bytes_; }

 private:
  DecodedText(absl::string_view bytes, std::optional<std::string> owned)
      : bytes_(bytes), owned_(std::move(owned)) {}

  absl::string_view bytes_;
  std::optional<std::string> owned_;
};

// UTF-8 from UTF-8 with or without BOM, UTF-16, or Windows-1252. `encoding` is "auto" or one of "utf-8",
// "utf-16", "windows-1252"; "auto" takes what a BOM says, then UTF-16 if every other byte of the beginning is
// zero, then UTF-8 if the bytes are that, else Windows-1252. A character that the end of the file cuts in two
// becomes U+FFFD, so that a file cut off there is told from one in another encoding. INVALID_ARGUMENT with
// reason NOT_TEXT when the bytes are none of them (control characters other than white space, bytes that the
// encoding lacks); the message says where. `bytes` must outlive the result.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes, absl::string_view encoding);

// Of UTF-8 text: C0, DEL or C1, line ends and tabs among them.
bool HasControlCharacter(absl::string_view text);
// Each run of white space that holds a line end or tab becomes one space, and those at the ends go.
std::string OnOneLine(absl::string_view text);
size_t CountCharacters(absl::string_view text);
// The first `count` characters, all of them if there are fewer.
absl::string_view FirstCharacters(absl::string_view text, size_t count);

}  // namespace nanolearn
