#include "service/http/form.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nanolearn::http {
namespace {

Request Posted(const std::string& body, const std::string& type = "application/x-www-form-urlencoded") {
  return {.method = "POST", .headers = {{"content-type", type}}, .body = body};
}

TEST(FormTest, FieldsAreDecoded) {
  const auto form = ReadForm(Posted("name=%C3%85sa+Ek%21&empty=&box=1&box=2&alone&a%3Db=c%26d"));
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->Get("name"), "Åsa Ek!");
  EXPECT_EQ(form->Get("empty"), "");
  EXPECT_TRUE(form->Has("empty"));
  EXPECT_TRUE(form->Has("alone"));
  EXPECT_FALSE(form->Has("other"));
  EXPECT_EQ(form->Get("box"), "1");
  EXPECT_EQ(form->All("box"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(form->Get("a=b"), "c&d");
}

TEST(FormTest, AFormWithoutFieldsIsOneWithoutAType) {
  EXPECT_TRUE(ReadForm({.method = "POST"}).ok());
  EXPECT_TRUE(ReadForm(Posted("&&")).ok());
}

TEST(FormTest, NumbersAreWholeAndWithinTheirBounds) {
  const auto form = ReadForm(Posted("a=7&b=-1&c=99999999999&d=7x&e="));
  EXPECT_EQ(form->Number("a", 0, 7), 7);
  EXPECT_EQ(form->Number("a", 0, 6), std::nullopt);
  EXPECT_EQ(form->Number("a", 8, 9), std::nullopt);
  for (const char* name : {"b", "c", "d", "e", "missing"})
    EXPECT_EQ(form->Number(name, 0, 100), std::nullopt) << name;
}

TEST(FormTest, WhatNoPageOfOursSendsIsRefused) {
  const std::string long_text(kMaxFieldBytes + 1, 'a');
  for (const std::string& body : {std::string("a=%C3"), std::string("a=\xff"), std::string("a=%00"),
                                  std::string("a=%1B"), std::string("a=%4"), std::string("a=%zz"),
                                  absl::StrCat("a=", long_text), absl::StrCat(long_text, "=a")}) {
    EXPECT_FALSE(ReadForm(Posted(body)).ok()) << body.substr(0, 20);
  }
  EXPECT_TRUE(ReadForm(Posted("a=%0D%0A%09")).ok()) << "lines and tabs";
  EXPECT_TRUE(ReadForm(Posted(absl::StrCat("a=", long_text.substr(1)))).ok());
  std::string many;
  for (size_t i = 0; i < kMaxFormFields; ++i) absl::StrAppend(&many, "a&");
  EXPECT_TRUE(ReadForm(Posted(many)).ok());
  EXPECT_FALSE(ReadForm(Posted(many + "a")).ok());
  EXPECT_FALSE(ReadForm(Posted("a=b", "text/plain")).ok());
  EXPECT_FALSE(ReadForm(Posted("a=b", "multipart/form-data; boundary=x")).ok());
  EXPECT_TRUE(ReadForm(Posted("a=b", "Application/X-www-form-urlencoded; charset=utf-8")).ok());
}

}  // namespace
}  // namespace nanolearn::http
