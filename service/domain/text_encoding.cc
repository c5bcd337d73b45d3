#include "service/domain/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/utf8_scan.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr absl::string_view kUtf16LittleBom = "\xFF\xFE";
constexpr absl::string_view kUtf16BigBom = "\xFE\xFF";
constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";
constexpr size_t kBytesToKnowUtf16 = 64;

absl::Status NotText(absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = "NOT_TEXT"});
}

// What people send instead of a text file.
constexpr struct {
  absl::string_view begin, what;
} kOtherFiles[] = {{"PK\x03\x04", "a workbook (.xlsx or .ods) or another ZIP archive"},
                   {"\xD0\xCF\x11\xE0", "a workbook of an old Excel (.xls)"},
                   {"%PDF-", "a PDF document"}};

absl::Status RefuseOtherFiles(absl::string_view bytes) {
  for (const auto& [begin, what] : kOtherFiles) {
    if (!absl::StartsWith(bytes, begin)) continue;
    return NotText(absl::StrCat("This is not a text file but ", what,
                                ". Save it as \"CSV UTF-8\" (in Excel: File, Save As) and send that."));
  }
  return absl::OkStatus();
}

int LineAt(absl::string_view text, size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + offset, '\n'));
}

absl::Status BadByte(absl::string_view bytes, size_t offset, absl::string_view encoding) {
  return NotText(
      absl::StrFormat("This is not text in %s: byte 0x%02X at offset %d (line %d) means nothing there.",
                      encoding, static_cast<unsigned char>(bytes[offset]), offset, LineAt(bytes, offset)));
}

absl::StatusOr<DecodedText> TakeUtf8(absl::string_view bytes, const Utf8Scan& scan) {
  if (scan.valid == bytes.size()) return DecodedText::Of(bytes);
  if (!scan.cut) return BadByte(bytes, scan.valid, "UTF-8");
  return DecodedText::Own(absl::StrCat(bytes.substr(0, scan.valid), kReplacement));
}

absl::StatusOr<DecodedText> DecodeUtf8(absl::string_view bytes) { return TakeUtf8(bytes, ScanUtf8(bytes)); }

// An incomplete last character becomes U+FFFD.
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

// By the order mark, else by the zeros: the beginning of a table is ASCII but for few letters.
enum class Utf16Order { kNone, kLittle, kBig };
Utf16Order FindUtf16Order(absl::string_view bytes) {
  if (absl::StartsWith(bytes, kUtf16LittleBom)) return Utf16Order::kLittle;
  if (absl::StartsWith(bytes, kUtf16BigBom)) return Utf16Order::kBig;
  const size_t seen = std::min(bytes.size(), kBytesToKnowUtf16) & ~size_t{1};
  size_t even_zeros = 0, odd_zeros = 0;
  for (size_t i = 0; i < seen; i += 2) {
    even_zeros += bytes[i] == '\0';
    odd_zeros += bytes[i + 1] == '\0';
  }
  if (seen < 4) return Utf16Order::kNone;
  if (odd_zeros == seen / 2 && even_zeros == 0) return Utf16Order::kLittle;
  if (even_zeros == seen / 2 && odd_zeros == 0) return Utf16Order::kBig;
  return Utf16Order::kNone;
}

absl::StatusOr<DecodedText> DecodeUtf16(absl::string_view bytes) {
  const Utf16Order order = FindUtf16Order(bytes);
  if (order == Utf16Order::kNone) {
    return NotText("This is not UTF-16: the byte order mark (FF FE or FE FF) at the beginning is missing.");
  }
  const bool little = order == Utf16Order::kLittle;
  if (absl::StartsWith(bytes, little ? kUtf16LittleBom : kUtf16BigBom)) bytes.remove_prefix(2);
  ASSIGN_OR_RETURN(std::string text, Convert(bytes, little ? "UTF-16LE" : "UTF-16BE", "UTF-16"));
  return DecodedText::Own(std::move(text));
}

// What each byte is in UTF-8; empty for the five that mean nothing.
using Windows1252 = std::array<std::string, 256>;
const Windows1252& Windows1252Characters() {
  static const Windows1252* const characters = [] {
    auto* table = new Windows1252;
    for (int byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      (*table)[byte] = Convert(absl::string_view(&c, 1), "CP1252", "").value_or("");
    }
    return table;
  }();
  return *characters;
}

absl::StatusOr<DecodedText> DecodeWindows1252(absl::string_view bytes, absl::string_view name) {
  const Windows1252& characters = Windows1252Characters();
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (size_t i = 0; i < bytes.size();) {
    if (bytes.size() - i >= 8 && AreEightAscii(&bytes[i])) {
      text.append(&bytes[i], 8);
      i += 8;
      continue;
    }
    const std::string& character = characters[static_cast<unsigned char>(bytes[i])];
    if (character.empty()) return BadByte(bytes, i, name);
    text += character;
    ++i;
  }
  return DecodedText::Own(std::move(text));
}

absl::StatusOr<DecodedText> DecodeUnknown(absl::string_view bytes) {
  if (absl::StartsWith(bytes, kUtf8Bom)) return DecodeUtf8(bytes.substr(kUtf8Bom.size()));
  if (FindUtf16Order(bytes) != Utf16Order::kNone) return DecodeUtf16(bytes);
  const Utf8Scan scan = ScanUtf8(bytes);
  // One letter beyond ASCII at the very end is more likely Windows-1252 than UTF-8 cut off.
  const bool cut_utf8 = scan.cut && scan.beyond_ascii;
  if (scan.valid == bytes.size() || cut_utf8) return TakeUtf8(bytes, scan);
  return DecodeWindows1252(bytes, "UTF-8 or Windows-1252");
}

absl::StatusOr<DecodedText> Decode(absl::string_view bytes, absl::string_view encoding) {
  if (encoding == "auto") return DecodeUnknown(bytes);
  if (encoding == "utf-8") return DecodeUtf8(absl::StartsWith(bytes, kUtf8Bom) ? bytes.substr(3) : bytes);
  if (encoding == "utf-16") return DecodeUtf16(bytes);
  if (encoding == "windows-1252") return DecodeWindows1252(bytes, "Windows-1252");
  return InvalidField("encoding", "must be auto, utf-8, utf-16 or windows-1252");
}

bool NeverInText(unsigned char c) { return c < 0x20 && !(c >= '\t' && c <= '\r'); }

// The text's size when there is none. Blocks, so that the compiler can look at many bytes at once.
size_t FindNeverInText(absl::string_view text) {
  constexpr size_t kBlock = 4096;
  for (size_t begin = 0; begin < text.size(); begin += kBlock) {
    const absl::string_view block = text.substr(begin, kBlock);
    bool bad = false;
    for (const char c : block) bad |= NeverInText(c);
    if (bad) return begin + (std::find_if(block.begin(), block.end(), NeverInText) - block.begin());
  }
  return text.size();
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes, absl::string_view encoding) {
  RETURN_IF_ERROR(RefuseOtherFiles(bytes));
  ASSIGN_OR_RETURN(DecodedText decoded, Decode(bytes, encoding));
  const absl::string_view text = decoded.view();
  const size_t bad = FindNeverInText(text);
  if (bad == text.size()) return decoded;
  return NotText(absl::StrFormat("This is not a text file: line %d has the control character 0x%02X.",
                                 LineAt(text, bad), static_cast<unsigned char>(text[bad])));
}

bool HasControlCharacter(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = text[i];
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

std::string OnOneLine(absl::string_view text) {
  std::string line;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && absl::ascii_isspace(text[end])) ++end;
    const absl::string_view space = text.substr(i, end - i);
    if (space.empty()) {
      line += text[i++];
      continue;
    }
    absl::StrAppend(&line, HasControlCharacter(space) ? " " : space);
    i = end;
  }
  return std::string(absl::StripAsciiWhitespace(line));
}

size_t CountCharacters(absl::string_view text) {
  return text.size() - std::count_if(text.begin(), text.end(), IsUtf8Continuation);
}

absl::string_view FirstCharacters(absl::string_view text, size_t count) {
  if (text.size() <= count) return text;
  size_t end = 0;
  for (; end < text.size(); ++end) {
    if (!IsUtf8Continuation(text[end]) && count-- == 0) break;
  }
  return text.substr(0, end);
}

}  // namespace nanolearn
