// A module's folder in a browser: the same pages as the server's, over HTTP.

#include "admin-cli/module_preview.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "service/http/server.h"
#include "tests/support/http_client.h"
#include "tests/unit/domain/good_module.h"

namespace nanolearn::cli {
namespace {

using nanolearn::testing::HttpAnswer;
using nanolearn::testing::HttpClient;
using ::testing::HasSubstr;
using ::testing::Not;

class ModulePreviewTest : public ::testing::Test {
 protected:
  ModulePreviewTest() {
    std::filesystem::create_directory(folder_);
    for (const auto& [name, content] : GoodModule()) Write(name, content);
    http::Router router;
    preview_.AddRoutes(router);
    server_ = *HttpServer::Start({.worker_threads = 2}, std::move(router));
  }
  ~ModulePreviewTest() override {
    server_->Shutdown();
    std::filesystem::remove_all(folder_);
  }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(absl::StrCat(folder_, "/", name), std::ios::binary) << content;
  }
  HttpAnswer Get(const std::string& path) { return HttpClient(server_->address(), "").Send("GET", path); }
  // Where the browser is sent.
  std::string Post(const std::string& action, const std::string& fields = "") {
    const HttpAnswer answer = HttpClient(server_->address(), "")
                                  .Send("POST", "/preview/" + action, fields,
                                        {{"Content-Type", "application/x-www-form-urlencoded"}});
    EXPECT_EQ(answer.status, 303);
    return Get(answer.headers.at("location")).body;
  }

  const std::string folder_ = ::testing::TempDir() + "/module-preview";
  ModulePreview preview_{folder_, ""};
  std::unique_ptr<HttpServer> server_;
};

TEST_F(ModulePreviewTest, TheModuleIsGoneThroughAsLearnersDo) {
  EXPECT_EQ(Get("/").headers.at("location"), "/preview");
  EXPECT_THAT(Get("/preview").body, HasSubstr(">Nätfiske</h1>"));
  EXPECT_THAT(Post("start"), HasSubstr("Steg 1 av 4"));
  Post("next", "position=0");
  EXPECT_THAT(Post("next", "position=1"), HasSubstr("Loggar in snabbt"));
  EXPECT_THAT(Post("answer", "question=0&tries=0"), HasSubstr("Välj ett av svaren först."));
  EXPECT_THAT(Post("answer", "question=0&tries=0&answer=0"), HasSubstr("Brådska är knepet."));
  EXPECT_THAT(Post("answer", "question=0&tries=1&answer=1"), HasSubstr("Rätt</strong>"));
  Post("next", "position=2");
  EXPECT_THAT(Post("complete"), HasSubstr("0 av 1 fråga"));
  EXPECT_THAT(Post("again"), HasSubstr(">Nätfiske</h1>"));
}

TEST_F(ModulePreviewTest, EveryLanguageOfTheModuleCanBeChosen) {
  EXPECT_THAT(Get("/preview").body, HasSubstr("value=\"en\" lang=\"en\">English</button>"));
  EXPECT_THAT(Post("language", "language=en"), HasSubstr("Takes about"));
  EXPECT_THAT(Post("language", "language=xx"), HasSubstr("Tar ungefär")) << "the first";
}

TEST_F(ModulePreviewTest, AStepThatIsReadAgainStaysOpenInAnotherLanguage) {
  Post("start");
  Post("next", "position=0");
  EXPECT_THAT(Get("/preview?step=1").body, HasSubstr("name=\"step\" value=\"1\""));
  EXPECT_THAT(Post("language", "language=en&step=1"), HasSubstr("Step 1 of 4"));
}

TEST_F(ModulePreviewTest, WhatIsSavedIsShownAndWhatIsWrongIsTold) {
  const std::string version = Get("/preview/version").body;
  EXPECT_EQ(Get("/preview/version").body, version);
  Write("sv.md", Replaced(kGoodText, "# Nätfiske", "# Bedrägeri"));
  EXPECT_NE(Get("/preview/version").body, version);
  EXPECT_THAT(Get("/preview").body, HasSubstr(">Bedrägeri</h1>"));
  Write("sv.md", Replaced(kGoodText, "- [x]", "- [ ]"));
  const std::string wrong = Get("/preview").body;
  EXPECT_THAT(wrong, HasSubstr("sv.md:"));
  EXPECT_THAT(wrong, HasSubstr("preview.js"));
  std::filesystem::remove_all(folder_);
  EXPECT_THAT(Get("/preview").body, HasSubstr("The folder cannot be read"));
}

TEST_F(ModulePreviewTest, OnlyPicturesOfTheFolderAreGivenOut) {
  EXPECT_EQ(Get("/preview/pictures/sv.md").status, 404);
  EXPECT_EQ(Get("/preview/pictures/..%2F..%2Fetc%2Fpasswd").status, 404);
  Write("knapp.png", SmallPng());
  Write("sv.md", Replaced(kGoodText, "Läs hela", "![En knapp](knapp.png)\n\nLäs hela"));
  EXPECT_THAT(Post("start"), HasSubstr("src=\"/preview/pictures/knapp.png\""));
  EXPECT_EQ(Get("/preview/pictures/knapp.png").body, SmallPng());
}

}  // namespace
}  // namespace nanolearn::cli
