#include "service/pages/qr_picture.h"

#include <qrencode.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace nanolearn::pages {

Html QrPicture(const std::string& url) {
  // A QR code of version 10 holds 200 letters; more is hard to read from a screen.
  constexpr size_t kMaxBytes = 200;
  if (url.size() > kMaxBytes) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(url.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return {};
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0, from = 0; x < code->width; x = from) {
      from = x + 1;
      if (!(code->data[y * code->width + x] & 1)) continue;
      while (from < code->width && code->data[y * code->width + from] & 1) ++from;
      absl::StrAppend(&path, "M", x, " ", y, "h", from - x, "v1H", x, "z");
    }
  }
  return {
      absl::StrCat("<svg class=\"qr\" viewBox=\"0 0 ", code->width, " ", code->width,
                   "\" aria-hidden=\"true\" focusable=\"false\" shape-rendering=\"crispEdges\"><path d=\"",
                   path, "\" fill=\"#000\"/></svg>")};
}

}  // namespace nanolearn::pages
