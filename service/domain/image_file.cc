#include "service/domain/image_file.h"

#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kPngSignature("\x89PNG\r\n\x1A\n", 8);
constexpr absl::string_view kJpegSignature("\xFF\xD8\xFF", 3);
constexpr absl::string_view kJpegEnd("\xFF\xD9", 2);
constexpr char kCutOff[] = "it is cut off or damaged";
constexpr char kNoSize[] = "it has no width or no height";

// The number in the first `size` bytes, the greatest part first.
uint32_t BigEndian(absl::string_view bytes, size_t size) {
  uint32_t number = 0;
  for (size_t i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

// A chunk is: length of its data, four letters, data, checksum.
std::string PngProblem(absl::string_view bytes) {
  constexpr size_t kFrame = 12;
  bool has_pixels = false;
  absl::string_view rest = bytes.substr(kPngSignature.size());
  for (bool first = true; rest.size() >= kFrame; first = false) {
    const size_t length = BigEndian(rest, 4);
    const absl::string_view type = rest.substr(4, 4);
    if (length > rest.size() - kFrame) return kCutOff;
    if (first && (type != "IHDR" || length != 13)) return kCutOff;
    if (first && (BigEndian(rest.substr(8), 4) == 0 || BigEndian(rest.substr(12), 4) == 0)) return kNoSize;
    if (type == "IEND") return has_pixels ? "" : kCutOff;
    has_pixels = has_pixels || (type == "IDAT" && length > 0);
    rest.remove_prefix(length + kFrame);
  }
  return kCutOff;
}

// Whether the segment says the size of the picture (SOF); those three numbers mean other things.
bool IsFrame(unsigned char marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// A segment is: FF, marker, length of the rest (itself included), data. Pixels follow the segment SOS.
std::string JpegProblem(absl::string_view bytes) {
  bool has_frame = false;
  absl::string_view rest = bytes.substr(2);
  while (rest.size() >= 4 && rest[0] == '\xFF') {
    const unsigned char marker = rest[1];
    if (marker == 0xFF) {  // filling
      rest.remove_prefix(1);
      continue;
    }
    const size_t length = BigEndian(rest.substr(2), 2);
    if (length < 2 || length + 2 > rest.size()) return kCutOff;
    if (IsFrame(marker)) {
      if (length < 8) return kCutOff;
      if (BigEndian(rest.substr(5), 2) == 0 || BigEndian(rest.substr(7), 2) == 0) return kNoSize;
      has_frame = true;
    }
    rest.remove_prefix(length + 2);
    if (marker == 0xDA) return has_frame && absl::StrContains(rest, kJpegEnd) ? "" : kCutOff;
  }
  return kCutOff;
}

}  // namespace

std::string ImageFileProblem(absl::string_view name, absl::string_view bytes) {
  const bool png = absl::StartsWith(bytes, kPngSignature);
  const bool jpeg = absl::StartsWith(bytes, kJpegSignature);
  if (!png && !jpeg) return "it is neither PNG nor JPEG";
  if (png != absl::EndsWith(name, ".png")) {
    return absl::StrCat("it is ", png ? "PNG" : "JPEG", " although its name says otherwise");
  }
  return png ? PngProblem(bytes) : JpegProblem(bytes);
}

}  // namespace nanolearn
