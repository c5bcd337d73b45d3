#include "service/domain/image_file.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

std::string Bytes(const char* bytes, size_t size) { return std::string(bytes, size); }

// A JPEG in outline: a comment, a frame of one pixel, a scan and the end.
std::string SmallJpeg() {
  return Bytes("\xFF\xD8\xFF\xFE\0\4ab", 8) + Bytes("\xFF\xFF\xC0\0\x8\x8\0\1\0\1\1", 11) +
         Bytes("\xFF\xDA\0\2", 4) + "pixels\xFF\xD9";
}

TEST(ImageFile, MayBeAWholePng) { EXPECT_EQ(ImageFileProblem("a.png", SmallPng()), ""); }

TEST(ImageFile, MayBeAWholeJpeg) {
  EXPECT_EQ(ImageFileProblem("a.jpg", SmallJpeg()), "");
  EXPECT_EQ(ImageFileProblem("a.jpeg", SmallJpeg()), "");
}

TEST(ImageFile, MustBeWhatItsNameSays) {
  EXPECT_NE(ImageFileProblem("a.jpg", SmallPng()), "");
  EXPECT_NE(ImageFileProblem("a.png", SmallJpeg()), "");
}

TEST(ImageFile, IsNeitherOtherFormatsNorNothing) {
  EXPECT_NE(ImageFileProblem("a.png", ""), "");
  EXPECT_NE(ImageFileProblem("a.png", "<svg/>"), "");
}

TEST(ImageFile, MustNotBeCutOffAnywhere) {
  for (size_t size = 0; size < SmallPng().size(); ++size) {
    EXPECT_NE(ImageFileProblem("a.png", SmallPng().substr(0, size)), "") << size;
  }
  for (size_t size = 0; size < SmallJpeg().size(); ++size) {
    EXPECT_NE(ImageFileProblem("a.jpg", SmallJpeg().substr(0, size)), "") << size;
  }
}

TEST(ImageFile, MustHaveWidthAndHeight) {
  EXPECT_NE(ImageFileProblem(
                "a.png", Replaced(SmallPng(), Bytes("\0\0\0\1\0\0\0\1", 8), Bytes("\0\0\0\0\0\0\0\1", 8))),
            "");
  EXPECT_NE(ImageFileProblem("a.jpg", Replaced(SmallJpeg(), Bytes("\0\1\0\1", 4), Bytes("\0\1\0\0", 4))), "");
}

TEST(ImageFile, MustHavePixels) {
  EXPECT_NE(ImageFileProblem("a.png", Replaced(SmallPng(), "IDAT", "tEXt")), "");
}

TEST(ImageFile, WithAnAbsurdLengthIsCutOff) {
  EXPECT_NE(ImageFileProblem("a.png", Replaced(SmallPng(), Bytes("\0\0\0\6IDAT", 8), "\xFF\xFF\xFF\xFFIDAT")),
            "");
}

}  // namespace
}  // namespace nanolearn
