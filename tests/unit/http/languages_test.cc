#include "service/http/languages.h"

#include <gtest/gtest.h>

namespace nanolearn::http {
namespace {

std::string For(const std::string& accepted, const std::string& asked = "") {
  Request request{.headers = {{"Accept-Language", accepted}}};
  if (!asked.empty()) request.query = {{"lang", asked}};
  return LanguageOf(request);
}

TEST(LanguagesTest, TheOneThatTheBrowserPrefersOfTheTwo) {
  EXPECT_EQ(For("en-GB,en;q=0.9,sv;q=0.8"), "en");
  EXPECT_EQ(For("sv-SE,sv;q=0.9,en;q=0.8"), "sv");
  EXPECT_EQ(For("de, en;q=0.3, sv;q=0.7"), "sv");
  EXPECT_EQ(For("EN"), "en");
  EXPECT_EQ(For("en;q=0, sv;q=0.1"), "sv");
}

TEST(LanguagesTest, SwedishForThoseWhoReadNeither) {
  EXPECT_EQ(For(""), "sv");
  EXPECT_EQ(For("ar,fi"), "sv");
  EXPECT_EQ(For("*;q=x,,;;,en;q=many"), "sv");
  EXPECT_EQ(For(std::string(100000, ',') + "en"), "sv");
}

TEST(LanguagesTest, WhatTheAddressAsksForCountsFirst) {
  EXPECT_EQ(For("sv", "en"), "en");
  EXPECT_EQ(For("sv", "xx"), "sv");
}

}  // namespace
}  // namespace nanolearn::http
