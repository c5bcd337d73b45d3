#pragma once
// Which bytes are UTF-8.

#include <cstddef>

#include "absl/strings/string_view.h"

namespace nanolearn {

struct Utf8Scan {
  size_t valid = 0;           // bytes that are whole characters
  bool cut = false;           // what follows them is the beginning of a character
  bool beyond_ascii = false;  // a whole character beyond ASCII was seen
};

// Up to the first byte that cannot be part of UTF-8. Overlong forms, surrogates and code points above
// U+10FFFF cannot.
Utf8Scan ScanUtf8(absl::string_view bytes);

// A byte other than the first of its character.
inline bool IsUtf8Continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// Whether none of the eight bytes at `data` is beyond ASCII.
bool AreEightAscii(const char* data);

}  // namespace nanolearn
