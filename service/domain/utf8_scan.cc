#include "service/domain/utf8_scan.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace nanolearn {
namespace {

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

}  // namespace

bool AreEightAscii(const char* data) {
  uint64_t word;
  std::memcpy(&word, data, sizeof(word));
  return (word & 0x8080808080808080) == 0;
}

// glibc's iconv takes code points above U+10FFFF for UTF-8, hence this.
Utf8Scan ScanUtf8(absl::string_view bytes) {
  Utf8Scan scan;
  while (scan.valid < bytes.size()) {
    const absl::string_view rest = bytes.substr(scan.valid);
    if (rest.size() >= 8 && AreEightAscii(rest.data())) {
      scan.valid += 8;
      continue;
    }
    const unsigned char lead = rest[0];
    const size_t length = Utf8Length(lead);
    if (length == 0) return scan;
    const absl::string_view tail = rest.substr(1, length - 1);
    if (!std::all_of(tail.begin(), tail.end(), IsUtf8Continuation)) return scan;
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

}  // namespace nanolearn
