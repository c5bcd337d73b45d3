// Files laid into a drop folder, as an SFTP server does, and what becomes of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/domain/drop_file.h"
#include "service/jobs/stray_files.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/smtp_server.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kOwner[] = "hr@alvnas.example";

class DropFolderTest : public ::testing::Test {
 protected:
  DropFolderTest() {
    smtp_.Start();
    server_ = std::make_unique<TestServer>([&](ServerOptions& options) {
      options.drop_directory = drop_.string();
      options.drop_scan_interval = absl::Milliseconds(20);
      options.drop_settle = absl::Milliseconds(300);
      options.smtp = smtp_.url();
      options.mail_from = "nanolearn@alvnas.example";
      options.mail_pause = absl::Milliseconds(20);
    });
    TestClient admin = server_->Admin();
    CreateOrganisation(admin, "alvnas");
    ImportDemoUnits(admin);
    SetSource(admin, "personal", ReadFile(SourcePath("deploy/demo/mappings/personal.toml")));
  }
  ~DropFolderTest() override {
    server_.reset();
    fs::remove_all(drop_);
  }

  static fs::path MakeDrop() {
    std::string path = (fs::temp_directory_path() / "nanolearn-drop-XXXXXX").string();
    if (!mkdtemp(path.data())) std::abort();
    return path;
  }

  static void SetSource(TestClient& client, const std::string& name, const std::string& mapping) {
    v1::UpdateSourceRequest request;
    request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/", name));
    request.mutable_source()->set_kind(v1::SOURCE_KIND_FILE);
    request.mutable_source()->set_owner_email(kOwner);
    request.mutable_source()->set_mapping(mapping);
    for (const char* path : {"owner_email", "mapping"}) request.mutable_update_mask()->add_paths(path);
    v1::UpdateSourceResponse response;
    const grpc::Status status =
        client.Call(&v1::SourceService::Stub::UpdateSource, *client.sources, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  template <typename Condition>
  static void Await(const std::string& what, Condition condition) {
    for (const absl::Time deadline = absl::Now() + absl::Seconds(60); !condition();) {
      ASSERT_LT(absl::Now(), deadline) << "never: " << what;
      absl::SleepFor(absl::Milliseconds(10));
    }
  }

  fs::path Folder(const std::string& source = "personal") const { return drop_ / "alvnas" / source; }

  void AwaitFolder(const std::string& source = "personal") {
    Await("the folders are there", [&] { return fs::exists(Folder(source) / "failed"); });
  }

  void Drop(const std::string& name, const std::string& content) {
    AwaitFolder();
    std::ofstream(Folder() / name, std::ios::binary) << content;
  }

  // The files in a folder without the reports.
  std::vector<std::string> FilesIn(const std::string& folder) const {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(Folder() / folder)) {
      const std::string name = entry.path().filename().string();
      if (name.find(".report.") == std::string::npos) files.push_back(name);
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  void AwaitFiles(const std::string& folder, size_t count) {
    Await(absl::StrCat(count, " files in ", folder), [&] { return FilesIn(folder).size() >= count; });
    EXPECT_THAT(FilesIn(folder), SizeIs(count));
    EXPECT_THAT(FilesIn("work"), IsEmpty());
  }

  nlohmann::json ReportOf(const std::string& folder, const std::string& file) const {
    return nlohmann::json::parse(ReadFile((Folder() / folder / (file + ".report.json")).string()));
  }
  std::string TextReportOf(const std::string& folder, const std::string& file) const {
    return ReadFile((Folder() / folder / (file + ".report.txt")).string());
  }

  std::vector<v1::SyncRun> Runs() {
    TestClient admin = server_->Admin();
    v1::ListSyncRunsRequest request;
    request.set_parent(kAlvnas);
    v1::ListSyncRunsResponse response;
    const grpc::Status status =
        admin.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin.sync_runs, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.runs().begin(), response.runs().end()};
  }

  const fs::path drop_ = MakeDrop();
  SmtpServer smtp_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(DropFolderTest, AFileIsAppliedAndMovedToDoneWithItsReports) {
  Drop("personal_2026-11.csv", ReadTestData("personal_2026-11.csv"));
  AwaitFiles("done", 1);
  const std::string file = FilesIn("done")[0];
  EXPECT_EQ(file, "2026-11-24_120000_personal_2026-11.csv");
  EXPECT_EQ(ReadFile((Folder() / "done" / file).string()), ReadTestData("personal_2026-11.csv"));
  const auto report = ReportOf("done", file);
  EXPECT_EQ(report["state"], "APPLIED");
  EXPECT_EQ(report["source"], "personal");
  EXPECT_EQ(report["effective_date"], "2026-11-24");
  EXPECT_GT(report["counts"]["joins"], 1000);
  EXPECT_THAT(TextReportOf("done", file), HasSubstr("APPLIED"));
  const auto runs = Runs();
  ASSERT_THAT(runs, SizeIs(1));
  EXPECT_EQ(runs[0].origin(), v1::SYNC_ORIGIN_DROP_FOLDER);
  EXPECT_EQ(runs[0].file_name(), "personal_2026-11.csv");
  EXPECT_EQ(runs[0].name(), report["run"]);
  EXPECT_THAT(smtp_.Mails(), IsEmpty());
}

TEST_F(DropFolderTest, OnlyThoseWhoDeliverAndTheServerMayComeIn) {
  AwaitFolder();
  const auto mode = [&](const std::string& folder) {
    struct stat stat {};
    EXPECT_EQ(::stat((Folder() / folder).c_str(), &stat), 0);
    return stat.st_mode & 07777;
  };
  EXPECT_EQ(mode("") & 03777, 03770u) << "nobody takes away what is another's, work/ among it";
  EXPECT_EQ(mode("done") & 0777, 0750u);
}

TEST_F(DropFolderTest, AFileThatGrowsSlowlyIsLeftUntilItIsWhole) {
  AwaitFolder();
  const std::string content = ReadTestData("personal_2026-11.csv");
  std::ofstream file(Folder() / "slow.csv", std::ios::binary);
  const size_t piece = content.size() / 20 + 1;
  // For three times as long as a file must rest.
  for (size_t at = 0; at < content.size(); at += piece) {
    file << content.substr(at, piece) << std::flush;
    absl::SleepFor(absl::Milliseconds(45));
  }
  EXPECT_THAT(Runs(), IsEmpty());
  file.close();
  AwaitFiles("done", 1);
  EXPECT_EQ(ReportOf("done", FilesIn("done")[0])["counts"]["rows_refused"], 0);
  EXPECT_THAT(Runs(), SizeIs(1));
}

TEST_F(DropFolderTest, WhatIsNotDeliveredIsLeftAlone) {
  AwaitFolder();
  const std::string content = ReadTestData("personal_2026-11.csv");
  for (const char* name : {"a.csv.part", "a.csv.filepart", ".a.csv"}) Drop(name, content);
  // A link to what only the server may read.
  const fs::path secret = drop_ / "secret.csv";
  std::ofstream(secret) << content;
  fs::create_symlink(secret, Folder() / "link.csv");
  fs::create_directory(Folder() / "folder.csv");
  ASSERT_EQ(mkfifo((Folder() / "pipe.csv").c_str(), 0600), 0);
  // Two that come after them, one by one: whatever was to be picked up has been by then.
  for (const size_t count : {1, 2}) {
    Drop(absl::StrCat("whole", count, ".csv"), content);
    AwaitFiles("done", count);
  }
  for (const char* name : {"a.csv.part", "a.csv.filepart", ".a.csv", "link.csv", "folder.csv", "pipe.csv"}) {
    EXPECT_TRUE(fs::exists(fs::symlink_status(Folder() / name))) << name;
  }
  fs::rename(Folder() / "a.csv.part", Folder() / "a.csv");
  AwaitFiles("done", 3);
}

TEST_F(DropFolderTest, AStrangeFileIsHeldAndItsOwnerToldOnce) {
  Drop("personal_2026-11.csv", ReadTestData("personal_2026-11.csv"));
  AwaitFiles("done", 1);
  Drop("personal_avbruten.csv", ReadTestData("personal_avbruten.csv"));
  AwaitFiles("held", 1);
  const std::string file = FilesIn("held")[0];
  const auto report = ReportOf("held", file);
  EXPECT_EQ(report["state"], "HELD");
  EXPECT_FALSE(report["hold_reasons"].empty());
  const std::string text = TextReportOf("held", file);
  const std::string run =
      report["run"].get<std::string>().substr(sizeof "organisations/alvnas/syncRuns/" - 1);
  EXPECT_THAT(text, HasSubstr("people sync reject " + run));
  EXPECT_THAT(text, HasSubstr(report["hold_reasons"][0]["message"].get<std::string>()));

  Await("the owner has mail", [&] { return !smtp_.Mails().empty(); });
  ASSERT_THAT(smtp_.Mails(), SizeIs(1));
  const auto mail = smtp_.Mails()[0];
  EXPECT_EQ(mail["recipients"], nlohmann::json({kOwner}));
  EXPECT_THAT(mail["subject"].get<std::string>(), HasSubstr("personal_avbruten.csv"));
  EXPECT_THAT(mail["text"].get<std::string>(), HasSubstr("people sync reject " + run));
}

TEST_F(DropFolderTest, AFileThatIsNoListFailsAndItsOwnerIsToldWhy) {
  Drop("personal.csv", std::string("PK\x03\x04\0\0\0\0\x08\0", 10) + std::string(100, '\x01'));
  AwaitFiles("failed", 1);
  const std::string file = FilesIn("failed")[0];
  const auto report = ReportOf("failed", file);
  EXPECT_EQ(report["state"], "FAILED");
  EXPECT_FALSE(report["error"]["reason"].get<std::string>().empty());
  const std::string sentence = report["error"]["message"];
  EXPECT_THAT(TextReportOf("failed", file), HasSubstr(sentence));
  Await("the owner has mail", [&] { return !smtp_.Mails().empty(); });
  EXPECT_THAT(smtp_.Mails()[0]["text"].get<std::string>(), HasSubstr(sentence));
  EXPECT_THAT(Runs(), IsEmpty());
}

TEST_F(DropFolderTest, AFileForADayBeforeTheLastIsNotBlamed) {
  AwaitFolder();
  TestClient admin = server_->Admin();
  SyncFile(admin, "personal", "personal_2026-12.csv", "2026-12-01");
  Drop("tonight.csv", ReadTestData("personal_2026-11.csv"));
  AwaitFiles("failed", 1);
  const std::string file = FilesIn("failed")[0];
  EXPECT_EQ(ReportOf("failed", file)["error"]["reason"], "EFFECTIVE_BEFORE_LAST");
  EXPECT_THAT(TextReportOf("failed", file), HasSubstr("Nothing is wrong with the file"));
}

TEST(StrayFiles, AreFoundWhereNobodyPicksThemUp) {
  std::string root = (fs::temp_directory_path() / "nanolearn-stray-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(root.data()));
  const fs::path alvnas = fs::path(root) / "alvnas";
  for (const char* folder : {"personal/done", "personel", "empty", "sending", "Anna Ek"}) {
    fs::create_directories(alvnas / folder);
  }
  for (const char* file : {"personal/a.csv", "personel/a.csv", "sending/a.csv.part", "Anna Ek/a.csv"}) {
    std::ofstream(alvnas / file) << "a";
  }
  EXPECT_EQ(FindStrayFiles(root, "alvnas", {"personal"}), (std::set<std::string>{"?", "personel"}));
  std::ofstream(alvnas / "a.csv") << "a";
  EXPECT_EQ(FindStrayFiles(root, "alvnas", {"personal"}), (std::set<std::string>{".", "?", "personel"}));
  EXPECT_TRUE(FindStrayFiles(root, "nowhere", {}).empty());
  fs::remove_all(root);
}

TEST_F(DropFolderTest, AFileOfASourceWithoutMappingFails) {
  TestClient admin = server_->Admin();
  SetSource(admin, "bolag", "");
  AwaitFolder("bolag");
  std::ofstream(Folder("bolag") / "bolag.csv") << ReadTestData("bolag_2026-11.csv");
  Await("it fails", [&] { return !fs::is_empty(Folder("bolag") / "failed"); });
  EXPECT_THAT(Runs(), IsEmpty());
}

TEST_F(DropFolderTest, AFileThatIsTooLargeFailsUnread) {
  AwaitFolder();
  const fs::path file = Folder() / "large.csv";
  std::ofstream(file) << "x";
  fs::resize_file(file, (uintmax_t{256} << 20) + 1);  // a hole: takes no room
  AwaitFiles("failed", 1);
  EXPECT_EQ(ReportOf("failed", FilesIn("failed")[0])["error"]["reason"], "FILE_TOO_LARGE");
}

TEST_F(DropFolderTest, EachOfSeveralFilesOfOneNameIsKept) {
  for (const size_t count : {1, 2, 3}) {
    Drop("personal.csv", ReadTestData("personal_2026-11.csv"));
    AwaitFiles("done", count);
  }
  EXPECT_THAT(FilesIn("done"),
              ::testing::ElementsAre("2026-11-24_120000_2_personal.csv", "2026-11-24_120000_3_personal.csv",
                                     "2026-11-24_120000_personal.csv"));
}

// A crash between the commit and the move, and one before the run, by what they leave.
TEST_F(DropFolderTest, WhatACrashLeftInWorkIsDealtWithOnceAfterTheStart) {
  AwaitFolder();
  server_->Stop();
  const WorkName left{IdGenerator(server_->clock()).Next(), 77, server_->clock().Now(), "personal.csv"};
  std::ofstream(Folder() / "work" / FormatWorkName(left)) << ReadTestData("personal_2026-11.csv");
  server_->Restart();
  AwaitFiles("done", 1);
  const std::string run = ReportOf("done", FilesIn("done")[0])["run"];

  server_->Stop();
  fs::rename(Folder() / "done" / FilesIn("done")[0], Folder() / "work" / FormatWorkName(left));
  server_->Restart();
  AwaitFiles("done", 1);
  EXPECT_EQ(ReportOf("done", FilesIn("done")[0])["run"], run) << "the same delivery is the same run";
  EXPECT_THAT(Runs(), SizeIs(1));
}

TEST_F(DropFolderTest, ADatabaseInTroubleIsNoFaultOfTheFile) {
  AwaitFolder();
  mysql::Session session(server_->database());
  session.Run("RENAME TABLE sync_runs TO away");
  Drop("personal.csv", ReadTestData("personal_2026-11.csv"));
  Await("it is being worked on", [&] { return !FilesIn("work").empty(); });
  // Time for some tries.
  absl::SleepFor(absl::Milliseconds(500));
  EXPECT_THAT(FilesIn("work"), SizeIs(1));
  session.Run("RENAME TABLE away TO sync_runs");
  AwaitFiles("done", 1);
  EXPECT_THAT(FilesIn("failed"), IsEmpty());
  EXPECT_THAT(Runs(), SizeIs(1));
}

TEST_F(DropFolderTest, TwoServersShareADirectory) {
  // A second server on the same database.
  ServerOptions options = server_->options();
  options.data_directory += "/second";
  fs::create_directory(options.data_directory);
  fs::copy(server_->options().data_directory + "/identity.key", options.data_directory + "/identity.key");
  const auto second = Server::Start(options, server_->clock());
  ASSERT_TRUE(second.ok()) << second.status();
  constexpr size_t kFiles = 6;
  const std::string content = ReadTestData("personal_2026-11.csv");
  for (size_t i = 0; i < kFiles; ++i) Drop(absl::StrCat("personal", i, ".csv"), content);
  Await("all are done", [&] { return FilesIn("done").size() == kFiles; });
  EXPECT_THAT(FilesIn("work"), IsEmpty());
  EXPECT_THAT(FilesIn("failed"), IsEmpty());
  EXPECT_THAT(Runs(), SizeIs(kFiles));
}

TEST_F(DropFolderTest, FilesThatAreDealtWithAreDeletedAfterAMonth) {
  Drop("personal.csv", ReadTestData("personal_2026-11.csv"));
  AwaitFiles("done", 1);
  server_->clock().SetDay(Date(2026, 12, 24));
  Drop("again.csv", ReadTestData("personal_2026-11.csv"));
  AwaitFiles("done", 2);
  server_->clock().SetDay(Date(2026, 12, 25));
  Await("the old one is deleted", [&] { return FilesIn("done").size() == 1; });
  EXPECT_THAT(FilesIn("done")[0], HasSubstr("again.csv"));
  Await("its reports too", [&] {
    return std::distance(fs::directory_iterator(Folder() / "done"), fs::directory_iterator()) == 3;
  });
}

}  // namespace
}  // namespace nanolearn::testing
