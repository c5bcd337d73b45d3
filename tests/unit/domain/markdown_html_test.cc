#include "service/domain/markdown_html.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"

namespace nanolearn {
namespace {

const MarkdownTargets& Targets() {
  static const auto* const kTargets =
      new MarkdownTargets{.picture = [](const std::string& file) -> MarkdownTargets::Picture {
                            if (file == "missing.png") return {};
                            return {"/pictures/" + file, ImageSize{640, 480}};
                          },
                          .card = [](const std::string& id) { return id == "next" ? "" : "?step=" + id; }};
  return *kTargets;
}

std::string Html(absl::string_view source) { return MarkdownHtml(source, Targets()); }

TEST(MarkdownHtmlTest, WhatAModuleMayHold) {
  EXPECT_EQ(Html("**Ring** *nu*.\n\n- ett\n- två"),
            "<p><strong>Ring</strong> <em>nu</em>.</p>\n<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n");
  EXPECT_EQ(Html("[Digg](https://www.digg.se/?a=1&b=2)"),
            "<p><a href=\"https://www.digg.se/?a=1&amp;b=2\">Digg</a></p>\n");
}

TEST(MarkdownHtmlTest, PicturesHaveAnAddressADescriptionAndASize) {
  EXPECT_EQ(
      Html("![En <knapp> & \"mer\"](knapp.png)"),
      "<p><img src=\"/pictures/knapp.png\" alt=\"En &lt;knapp&gt; &amp; &quot;mer&quot;\" width=\"640\" "
      "height=\"480\"></p>\n");
  EXPECT_EQ(Html("![En knapp](missing.png)"), "<p>[En knapp]</p>\n");
  EXPECT_EQ(Html("![yttre ![inre](a.png)](b.png)"),
            "<p><img src=\"/pictures/b.png\" alt=\"yttre \" width=\"640\" height=\"480\"></p>\n");
}

TEST(MarkdownHtmlTest, LinksToCardsLeadThereOrAreTheirText) {
  EXPECT_EQ(Html("[här](#one)"), "<p><a href=\"?step=one\">här</a></p>\n");
  EXPECT_EQ(Html("[**här**](#next) nu"), "<p><strong>här</strong> nu</p>\n");
}

TEST(MarkdownHtmlTest, HtmlIsTextAndNoAddressRunsAnything) {
  for (const char* source :
       {"<script>alert(1)</script>", "a <b onclick=x>b</b>", "<img src=x onerror=alert(1)>", "<!-- x -->",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,hi)",
        "[x](//evil.example/)", "![x](javascript:alert(1))", "<javascript:alert(1)>",
        "[x](https://e.example/\"onmouseover=\"x)", "![\"><script>](knapp.png)", "![x](kn\"app.png)",
        "[x](/l/other)"}) {
    const std::string html = Html(source);
    EXPECT_FALSE(absl::StrContains(html, "<script")) << html;
    EXPECT_FALSE(absl::StrContains(html, "<b onclick")) << html;
    EXPECT_FALSE(absl::StrContains(html, "<img src=x")) << html;
    EXPECT_FALSE(absl::StrContains(html, "<!--")) << html;
    EXPECT_FALSE(absl::StrContains(html, "href=\"java")) << html;
    EXPECT_FALSE(absl::StrContains(html, "href=\"Java")) << html;
    EXPECT_FALSE(absl::StrContains(html, "href=\"data")) << html;
    EXPECT_FALSE(absl::StrContains(html, "href=\"/")) << html;
    EXPECT_FALSE(absl::StrContains(html, "\"onmouseover")) << html;
  }
  EXPECT_EQ(Html("a <b>b</b>"), "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n");
}

TEST(MarkdownHtmlTest, TextThatIsNestedThousandsDeepCostsNoStack) {
  EXPECT_FALSE(Html(std::string(16000, '>') + "x").empty());
  EXPECT_FALSE(Html(std::string(8000, '[') + "x").empty());
}

TEST(ImageSizeTest, AreReadOrNothingIsSaid) {
  const std::string png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xE0", 24);
  ASSERT_TRUE(ReadImageSize(png));
  EXPECT_EQ(ReadImageSize(png)->width, 640);
  EXPECT_EQ(ReadImageSize(png)->height, 480);
  const std::string jpeg("\xFF\xD8\xFF\xE0\0\4xx\xFF\xC0\0\x11\x08\1\xE0\2\x80\3", 19);
  ASSERT_TRUE(ReadImageSize(jpeg));
  EXPECT_EQ(ReadImageSize(jpeg)->width, 640);
  for (size_t length = 0; length < png.size(); ++length) EXPECT_FALSE(ReadImageSize(png.substr(0, length)));
  for (size_t length = 0; length < 17; ++length) EXPECT_FALSE(ReadImageSize(jpeg.substr(0, length)));
  EXPECT_FALSE(ReadImageSize("GIF89a"));
  EXPECT_FALSE(ReadImageSize(std::string("\xFF\xD8\xFF\xE0\0\0", 6) + std::string(100, '\0'))) << "no loop";
}

}  // namespace
}  // namespace nanolearn
