// Anchors of the audit: a server's file of them, what is mailed, and what audit head prints, each against an export.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/domain/audit_chain.h"
#include "service/jobs/anchor_job.h"
#include "service/storage/mysql/session.h"
#include "tests/cli/cli_session.h"
#include "tests/support/demo.h"
#include "tests/support/forgetful_store.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AuditAnchors : public ::testing::Test {
 protected:
  AuditAnchors()
      : folder_(absl::StrCat(::testing::TempDir(), "/anchors-", getpid())), admin_(server_.Admin()), session_(server_.database()) {
    std::filesystem::create_directories(folder_);
    CreateOrganisation(admin_, "alvnas");
    CreateOrganisation(admin_, "annan");
  }
  ~AuditAnchors() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }
  std::vector<std::string> Lines(const std::string& name) const {
    return absl::StrSplit(ReadFile(Path(name)), '\n', absl::SkipEmpty());
  }
  void Write(const std::string& name, const std::string& content) { std::ofstream(Path(name)) << content; }
  void Append(const std::string& name, const std::string& content) { std::ofstream(Path(name), std::ios::app) << content; }
  void NextDay(int days = 1) { server_.clock().Set(server_.clock().Now() + days * absl::Hours(24)); }
  const Environment& env() { return server_.operations().env; }

  // A change that the audit of Älvnäs has.
  void Rename(const std::string& name) {
    EXPECT_EQ(RunOn(server_, {"organisations", "update", "--name", name}).code, 0);
  }
  void SendTo(const std::vector<std::string>& addresses) {
    std::vector<std::string> args = {"organisations", "update"};
    for (const std::string& address : addresses) args.insert(args.end(), {"--audit-recipient", address});
    const Ran ran = RunOn(server_, args);
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  // Exports the audit of Älvnäs and checks it with an anchor.
  Ran Verify(const std::string& anchor) {
    const Ran exported = RunOn(server_, {"audit", "export", "--out", Path("audit.jsonl")});
    EXPECT_EQ(exported.code, 0) << exported.err;
    return RunOn(server_, {"audit", "verify", Path("audit.jsonl"), "--anchor", anchor});
  }

  // As somebody would who writes to the database and knows how the chain is made.
  void ForgeTheFirstEntry() {
    session_.Run("UPDATE audit_entries SET address = '10.9.9.9' WHERE sequence = 1");
    const absl::Status status = env().store.Read([&](const ReadTransaction& tx) {
      const Id id = tx.organisations().Find("alvnas")->id;
      AuditHead head = EmptyAuditChain();
      for (ChainedEntry& chained : tx.audit().ListAfter(id, {}, 0, 100'000)) {
        head = {chained.entry.sequence, AuditHash(head.hash, AuditText(id, chained.entry))};
        session_.Execute("UPDATE audit_entries SET hash = ? WHERE organisation_id = ? AND sequence = ?", {head.hash, id, head.sequence});
      }
      session_.Execute("UPDATE audit_heads SET hash = ? WHERE organisation_id = ?", {head.hash, id});
      return absl::OkStatus();
    });
    EXPECT_EQ(status, absl::OkStatus());
  }

  struct Mailed {
    std::string recipient, text;
  };
  std::vector<Mailed> Mails() {
    std::vector<Mailed> mails;
    session_.Query("SELECT recipient, text_body FROM mails WHERE about LIKE 'audit head %' ORDER BY id", {},
                   [&](const mysql::Row& row) { mails.push_back({row.Text(0), row.Text(1)}); });
    return mails;
  }

  const std::string folder_;
  TestServer server_;
  TestClient admin_;
  mysql::Session session_;
};

TEST_F(AuditAnchors, AreWrittenAtTheStartAndOnceADayForEveryChain) {
  AnchorJob job(env(), Path("anchors"));
  job.Run({});
  EXPECT_THAT(Lines("anchors"), SizeIs(3)) << "two organisations and the installation";
  struct stat facts {};
  ASSERT_EQ(stat(Path("anchors").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  job.Run({});
  AnchorJob(env(), Path("anchors")).Run({});
  EXPECT_THAT(Lines("anchors"), SizeIs(3)) << "the day has them, also after a restart";
  NextDay();
  job.Run({});
  NextDay(5);
  AnchorJob(env(), Path("anchors")).Run({});
  EXPECT_THAT(Lines("anchors"), SizeIs(9)) << "days that were missed are made up by today's";
  AnchorJob(env(), Path("other")).Run({});
  EXPECT_THAT(Lines("other"), SizeIs(3)) << "each server has its own";
}

TEST_F(AuditAnchors, KeepTheRightsOfAFileThatIsThereAndBeginANewLineAfterOneThatWasCutOff) {
  Write("anchors", "2026-11-24T11:00:00Z organisations/alv");
  ASSERT_EQ(chmod(Path("anchors").c_str(), 0640), 0);
  AnchorJob(env(), Path("anchors")).Run({});
  EXPECT_THAT(Lines("anchors"), SizeIs(4));
  struct stat facts {};
  ASSERT_EQ(stat(Path("anchors").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0640u);
  EXPECT_EQ(Verify(Path("anchors")).code, 0);
}

TEST_F(AuditAnchors, OfAFileThatCannotBeWrittenTheJobSaysSoAndGoesOn) {
  JobLog log(env(), "anchors-test", "here");
  AnchorJob job(env(), folder_);
  const auto run = [&] {
    log.Begin();
    job.Run({}, log);
    log.End();
  };
  const auto error = [&] {
    std::string text;
    session_.Query("SELECT last_error FROM jobs WHERE name = 'anchors-test'", {}, [&](const mysql::Row& row) { text = row.Text(0); });
    return text;
  };
  SendTo({"revisor@alvnas.example"});
  run();
  EXPECT_THAT(error(), HasSubstr("--audit-anchor-file"));
  EXPECT_THAT(Mails(), SizeIs(1)) << "mails are posted all the same";
}

TEST_F(AuditAnchors, OfAFileFindWhatAnExportAloneDoesNotShow) {
  AnchorJob(env(), Path("anchors")).Run({});
  Rename("Älvnäs");
  NextDay();
  AnchorJob(env(), Path("anchors")).Run({});
  const Ran whole = Verify(Path("anchors"));
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  EXPECT_THAT(whole.err, HasSubstr("2 anchors agree with it."));
  ForgeTheFirstEntry();
  EXPECT_EQ(RunOn(server_, {"audit", "export", "--out", Path("audit.jsonl")}).code, 0);
  EXPECT_EQ(RunOn(server_, {"audit", "verify", Path("audit.jsonl")}).code, 0) << "all hashes fit again";
  const Ran broken = Verify(Path("anchors"));
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.out, HasSubstr("not the one of the anchor"));
}

TEST_F(AuditAnchors, OfOtherOrganisationsAloneAreNotTakenForAProof) {
  AnchorJob(env(), Path("anchors")).Run({});
  for (const std::string& line : Lines("anchors")) {
    if (line.find("organisations/annan") != std::string::npos) Write("theirs", line + "\n");
  }
  const Ran nothing = Verify(Path("theirs"));
  EXPECT_EQ(nothing.code, 1);
  EXPECT_THAT(nothing.out, HasSubstr("None of the anchors"));
  Write("empty", "Nothing here.\n");
  EXPECT_THAT(Verify(Path("empty")).err, HasSubstr("there is no anchor in it"));
}

TEST_F(AuditAnchors, ThatAuditHeadHasPrintedIntoAFileAreFoundThere) {
  Append("kept", RunOn(server_, {"audit", "head"}).out);
  Rename("Älvnäs");
  Append("kept", RunOn(server_, {"audit", "head"}).out);
  EXPECT_THAT(Lines("kept"), SizeIs(2)) << ReadFile(Path("kept"));
  EXPECT_THAT(Verify(Path("kept")).err, HasSubstr("2 anchors agree with it."));
  ForgeTheFirstEntry();
  EXPECT_EQ(Verify(Path("kept")).code, 1);
}

TEST_F(AuditAnchors, AreMailedOnceAWeekToEachRecipientWhateverHappens) {
  AnchorJob(env(), "").Run({});
  EXPECT_THAT(Mails(), SizeIs(0)) << "nobody was named";
  SendTo({"revisor@alvnas.example", "sakerhet@alvnas.example", "Revisor@ALVNAS.example"});
  ForgetfulStore forgetful(env().store);
  const Environment shaky{forgetful, env().clock, env().ids, env().keys};
  AnchorJob(shaky, "").Run({});
  AnchorJob here(env(), ""), there(env(), "");
  for (int i = 0; i < 3; ++i) {
    here.Run({});
    there.Run({});
  }
  EXPECT_THAT(Mails(), SizeIs(3)) << "the part before the @ may tell two people apart";
  NextDay(7);
  here.Run({});
  there.Run({});
  EXPECT_THAT(Mails(), SizeIs(6));
  SendTo({""});
  NextDay(7);
  here.Run({});
  AnchorJob(env(), "").Run({});
  EXPECT_THAT(Mails(), SizeIs(6)) << "nobody is named any more";
}

TEST_F(AuditAnchors, AreTakenFromAMailAsItIs) {
  SendTo({"revisor@alvnas.example"});
  AnchorJob(env(), "").Run({});
  ASSERT_THAT(Mails(), SizeIs(1));
  Write("mejl.txt", Mails()[0].text);
  Rename("Älvnäs");
  const Ran whole = Verify(Path("mejl.txt"));
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  ForgeTheFirstEntry();
  EXPECT_EQ(Verify(Path("mejl.txt")).code, 1);
}

TEST_F(AuditAnchors, GoToAddressesAlone) {
  const Ran refused = RunOn(server_, {"organisations", "update", "--audit-recipient", "revisor"});
  EXPECT_EQ(refused.code, 5);
  EXPECT_THAT(refused.err, HasSubstr("'revisor' is not an e-mail address"));
}

}  // namespace
}  // namespace nanolearn::testing
