#include "service/domain/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr absl::string_view kUtf16LittleBom = "\xFF\xFE";
constexpr absl::string_view kUtf16BigBom = "\xFE\xFF";
constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";

absl::Status NotText(absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = "NOT_TEXT"});
}

int LineAt(absl::string_view text, size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + offset, '\n'));
}

absl::Status BadByte(absl::string_view bytes, size_t offset, absl::string_view encoding) {
  return NotText(
      absl::StrFormat("This is not text in %s: byte 0x%02X at offset %d (line %d) means nothing there.",
                      encoding, static_cast<unsigned char>(bytes[offset]), offset, LineAt(bytes, offset)));
}

bool IsContinuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// By the first byte; 0 for a byte that begins no character.
size_t Utf8Length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// Overlong forms, surrogates and code points above U+10FFFF show in the second byte.
bool SecondByteFits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second < 0xA0;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second < 0x90;
    default:
      return true;
  }
}

struct Utf8Scan {
  size_t valid = 0;           // bytes that are whole characters
  bool cut = false;           // what follows them is the beginning of a character
  bool beyond_ascii = false;  // a whole character beyond ASCII was seen
};

// glibc's iconv takes code points above U+10FFFF for UTF-8, hence this.
Utf8Scan ScanUtf8(absl::string_view bytes) {
  Utf8Scan scan;
  while (scan.valid < bytes.size()) {
    const absl::string_view rest = bytes.substr(scan.valid);
    const unsigned char lead = rest[0];
    const size_t length = Utf8Length(lead);
    if (length == 0) return scan;
    const absl::string_view tail = rest.substr(1, length - 1);
    if (!std::all_of(tail.begin(), tail.end(), IsContinuation)) return scan;
    if (!tail.empty() && !SecondByteFits(lead, tail[0])) return scan;
    if (rest.size() < length) {
      scan.cut = true;
      return scan;
    }
    scan.beyond_ascii |= length > 1;
    scan.valid += length;
  }
  return scan;
}

absl::StatusOr<std::string> DecodeUtf8(absl::string_view bytes) {
  const Utf8Scan scan = ScanUtf8(bytes);
  if (scan.valid == bytes.size()) return std::string(bytes);
  if (!scan.cut) return BadByte(bytes, scan.valid, "UTF-8");
  return absl::StrCat(bytes.substr(0, scan.valid), kReplacement);
}

// `offset` is that of the first byte that could not be converted when there is one.
absl::StatusOr<std::string> Convert(absl::string_view bytes, const char* iconv_name, absl::string_view name) {
  const iconv_t converter = iconv_open("UTF-8", iconv_name);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return absl::InternalError(absl::StrCat("iconv on this machine cannot convert ", iconv_name));
  }
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  std::array<char, 1 << 16> buffer;
  char* in = const_cast<char*>(bytes.data());  // iconv does not write to it
  size_t in_left = bytes.size();
  int problem = 0;
  while (in_left > 0 && problem == 0) {
    char* out = buffer.data();
    size_t out_left = buffer.size();
    const size_t result = iconv(converter, &in, &in_left, &out, &out_left);
    if (result == static_cast<size_t>(-1) && errno != E2BIG) problem = errno;
    text.append(buffer.data(), buffer.size() - out_left);
  }
  iconv_close(converter);
  if (problem == EILSEQ) return BadByte(bytes, bytes.size() - in_left, name);
  if (problem == EINVAL) absl::StrAppend(&text, kReplacement);
  return text;
}

absl::StatusOr<std::string> DecodeUtf16(absl::string_view bytes) {
  const absl::string_view bom = bytes.substr(0, 2);
  if (bom == kUtf16LittleBom) return Convert(bytes.substr(2), "UTF-16LE", "UTF-16");
  if (bom == kUtf16BigBom) return Convert(bytes.substr(2), "UTF-16BE", "UTF-16");
  return NotText("This is not UTF-16: the byte order mark (FF FE or FE FF) at the beginning is missing.");
}

absl::StatusOr<std::string> DecodeWindows1252(absl::string_view bytes, absl::string_view name) {
  return Convert(bytes, "CP1252", name);
}

absl::StatusOr<std::string> DecodeUnknown(absl::string_view bytes) {
  if (absl::StartsWith(bytes, kUtf8Bom)) return DecodeUtf8(bytes.substr(kUtf8Bom.size()));
  if (absl::StartsWith(bytes, kUtf16LittleBom) || absl::StartsWith(bytes, kUtf16BigBom)) {
    return DecodeUtf16(bytes);
  }
  const Utf8Scan scan = ScanUtf8(bytes);
  // One letter beyond ASCII at the very end is more likely Windows-1252 than UTF-8 cut off.
  const bool cut_utf8 = scan.cut && scan.beyond_ascii;
  if (scan.valid == bytes.size() || cut_utf8) return DecodeUtf8(bytes);
  return DecodeWindows1252(bytes, "UTF-8 or Windows-1252");
}

absl::StatusOr<std::string> Decode(absl::string_view bytes, absl::string_view encoding) {
  if (encoding == "auto") return DecodeUnknown(bytes);
  if (encoding == "utf-8") return DecodeUtf8(absl::StartsWith(bytes, kUtf8Bom) ? bytes.substr(3) : bytes);
  if (encoding == "utf-16") return DecodeUtf16(bytes);
  if (encoding == "windows-1252") return DecodeWindows1252(bytes, "Windows-1252");
  return InvalidField("encoding", "must be auto, utf-8, utf-16 or windows-1252");
}

bool NeverInText(unsigned char c) { return c < 0x20 && !(c >= '\t' && c <= '\r'); }

}  // namespace

absl::StatusOr<std::string> DecodeText(absl::string_view bytes, absl::string_view encoding) {
  ASSIGN_OR_RETURN(std::string text, Decode(bytes, encoding));
  const auto bad = std::find_if(text.begin(), text.end(), NeverInText);
  if (bad == text.end()) return text;
  return NotText(absl::StrFormat("This is not a text file: line %d has the control character 0x%02X.",
                                 LineAt(text, bad - text.begin()), static_cast<unsigned char>(*bad)));
}

bool HasControlCharacter(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = text[i];
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

size_t CountCharacters(absl::string_view text) {
  return text.size() - std::count_if(text.begin(), text.end(), IsContinuation);
}

absl::string_view FirstCharacters(absl::string_view text, size_t count) {
  if (text.size() <= count) return text;
  size_t end = 0;
  for (; end < text.size(); ++end) {
    if (!IsContinuation(text[end]) && count-- == 0) break;
  }
  return text.substr(0, end);
}

}  // namespace nanolearn
