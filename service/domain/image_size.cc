#include "service/domain/image_size.h"

#include <cstdint>

#include "absl/strings/match.h"

namespace nanolearn {
namespace {

constexpr uint32_t kMaxPixels = 100000;
constexpr absl::string_view kPngStart("\x89PNG\r\n\x1a\n", 8);

uint32_t Number(absl::string_view bytes, size_t at, size_t count) {
  uint32_t number = 0;
  for (size_t i = 0; i < count; ++i) number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
  return number;
}

std::optional<ImageSize> SizeOf(uint32_t width, uint32_t height) {
  if (width == 0 || height == 0 || width > kMaxPixels || height > kMaxPixels) return std::nullopt;
  return ImageSize{static_cast<int>(width), static_cast<int>(height)};
}

// Whether the segment begins a frame, which tells the size: C0 to CF, but for three that mean other things.
bool IsFrame(uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<ImageSize> JpegSize(absl::string_view bytes) {
  for (size_t at = 2; at + 9 <= bytes.size();) {
    if (static_cast<uint8_t>(bytes[at]) != 0xFF) return std::nullopt;
    const auto marker = static_cast<uint8_t>(bytes[at + 1]);
    if (marker == 0xFF) {  // padding
      ++at;
    } else if (IsFrame(marker)) {
      return SizeOf(Number(bytes, at + 7, 2), Number(bytes, at + 5, 2));
    } else {
      at += 2 + Number(bytes, at + 2, 2);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> ReadImageSize(absl::string_view bytes) {
  if (absl::StartsWith(bytes, kPngStart) && bytes.size() >= 24)
    return SizeOf(Number(bytes, 16, 4), Number(bytes, 20, 4));
  if (absl::StartsWith(bytes, "\xFF\xD8")) return JpegSize(bytes);
  return std::nullopt;
}

}  // namespace nanolearn
