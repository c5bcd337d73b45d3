// Runs of staff lists: held, approved, rejected, superseded, taken back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class Sync : public ::testing::Test {
 protected:
  Sync() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
    PublishModule(admin_, "incident");
    CreateDemoProgramme(admin_, "first-lesson", {"incident"});
  }

  v1::SyncRun Send(const std::string& source, const std::string& file, const std::string& content,
                   const std::string& effective, bool replay = false) {
    v1::SyncPeopleHeader header = HeaderFor(source, file, effective);
    header.set_replay(replay);
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(header, content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.run();
  }
  v1::SyncRun SendData(const std::string& source, const std::string& file, const std::string& effective) {
    return Send(source, file, ReadTestData(file), effective);
  }

  template <typename Response, typename Request, typename Method>
  grpc::Status Decide(Method method, const std::string& run, Response* response) {
    Request request;
    request.set_name(run);
    return admin_.Call(method, *admin_.sync_runs, request, response);
  }
  grpc::Status Approve(const std::string& run, v1::ApproveSyncRunResponse* response) {
    return Decide<v1::ApproveSyncRunResponse, v1::ApproveSyncRunRequest>(
        &v1::SyncRunService::Stub::ApproveSyncRun, run, response);
  }
  grpc::Status Reject(const std::string& run, v1::RejectSyncRunResponse* response) {
    return Decide<v1::RejectSyncRunResponse, v1::RejectSyncRunRequest>(
        &v1::SyncRunService::Stub::RejectSyncRun, run, response);
  }
  grpc::Status Revert(const std::string& run, bool and_later = false) {
    v1::RevertSyncRunRequest request;
    request.set_name(run);
    request.set_and_later(and_later);
    v1::RevertSyncRunResponse response;
    return admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response);
  }
  v1::SyncRun Get(const std::string& run) {
    v1::GetSyncRunRequest request;
    request.set_name(run);
    v1::GetSyncRunResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::GetSyncRun, *admin_.sync_runs, request, &response).ok());
    return response.run();
  }
  std::vector<v1::SyncChange> Changes(const std::string& run) {
    std::vector<v1::SyncChange> all;
    v1::ListSyncChangesRequest request;
    v1::ListSyncChangesResponse response;
    request.set_parent(run);
    do {
      request.set_page_token(response.next_page_token());
      response.Clear();
      const grpc::Status status =
          admin_.Call(&v1::SyncRunService::Stub::ListSyncChanges, *admin_.sync_runs, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      all.insert(all.end(), response.changes().begin(), response.changes().end());
    } while (!response.next_page_token().empty());
    return all;
  }

  void SetSource(const std::string& source, const std::string& path,
                 const std::function<void(v1::Source&)>& set) {
    v1::UpdateSourceRequest request;
    request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/", source));
    set(*request.mutable_source());
    request.mutable_update_mask()->add_paths(path);
    v1::UpdateSourceResponse response;
    const grpc::Status status =
        admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // The whole group's figures on days of three months.
  std::string Figures() {
    std::string text;
    for (const std::string day : {"2026-11-23", "2026-12-15", "2027-01-15"}) {
      v1::QueryComplianceRequest request;
      request.set_as_of(day);
      for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) text += row.SerializeAsString();
    }
    return text;
  }

  TestServer server_;
  TestClient admin_;
};

// The lines of a file, without their ends; the first is the header.
std::vector<std::string> LinesOf(const std::string& name) {
  std::vector<std::string> lines = absl::StrSplit(ReadTestData(name), "\r\n");
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}
std::string FileOf(const std::vector<std::string>& lines) { return absl::StrJoin(lines, "\r\n") + "\r\n"; }

std::vector<std::string> ReasonsOf(const v1::SyncRun& run) {
  std::vector<std::string> reasons;
  for (const v1::HoldReason& reason : run.hold_reasons()) reasons.push_back(reason.reason());
  return reasons;
}

TEST_F(Sync, TakenBackMakesTheFiguresWhatTheyWere) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SendData("fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
  const std::string november = Figures();
  const v1::SyncRun december = SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const std::string with_december = Figures();
  EXPECT_NE(with_december, november);
  const v1::SyncRun elected = SendData("fortroendevalda", "fortroendevalda_2026-2030.csv", "2027-01-01");
  EXPECT_EQ(elected.state(), v1::SYNC_RUN_STATE_APPLIED) << elected.ShortDebugString();
  const std::string with_both = Figures();
  ASSERT_TRUE(Revert(elected.name()).ok());
  EXPECT_EQ(Figures(), with_december);
  ASSERT_TRUE(Revert(december.name()).ok());
  EXPECT_EQ(Figures(), november);
  EXPECT_EQ(Get(december.name()).state(), v1::SYNC_RUN_STATE_REVERTED);
  EXPECT_EQ(ReasonOf(Revert(december.name())), "SYNC_RUN_NOT_APPLIED");
  // What was taken back can come again, and says nothing new the second time.
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  SendData("fortroendevalda", "fortroendevalda_2026-2030.csv", "2027-01-01");
  EXPECT_EQ(Figures(), with_both);
  const v1::SyncRun again = SendData("personal", "personal_2026-12.csv", "2026-12-01");
  EXPECT_EQ(again.counts().engagements_unchanged(), 2472);
  EXPECT_TRUE(Changes(again.name()).empty());
}

TEST_F(Sync, TakesBackLaterRunsFirstOrAllTogether) {
  const v1::SyncRun november = SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const v1::SyncRun december = SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const grpc::Status status = Revert(november.name());
  EXPECT_EQ(ReasonOf(status), "LATER_SYNC_RUNS") << status.error_message();
  EXPECT_EQ(MetadataOf(status, "later_runs"), december.name().substr(december.name().rfind('/') + 1));
  ASSERT_TRUE(Revert(november.name(), true).ok());
  v1::QueryComplianceRequest request;
  request.set_as_of("2026-12-15");
  EXPECT_EQ(AllCompliance(admin_, request)[0].people(), 0);
}

TEST_F(Sync, HoldsACutOffFileAlsoAsTheFirstOfItsSource) {
  const v1::SyncRun run = SendData("personal", "personal_avbruten.csv", "2026-11-01");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_THAT(ReasonsOf(run), Contains("FILE_CUT_OFF"));
  EXPECT_EQ(run.counts().joins() + run.counts().additions(), 740);
  EXPECT_EQ(Get(run.name()).hold_reasons(0).message(), run.hold_reasons(0).message());
  v1::QueryComplianceRequest request;
  EXPECT_EQ(AllCompliance(admin_, request)[0].people(), 0);
  v1::ApproveSyncRunResponse approved;
  ASSERT_TRUE(Approve(run.name(), &approved).ok());
  EXPECT_EQ(approved.run().state(), v1::SYNC_RUN_STATE_APPLIED);
  EXPECT_GT(AllCompliance(admin_, request)[0].people(), 700);
  EXPECT_EQ(ReasonOf(Approve(run.name(), &approved)), "SYNC_RUN_NOT_HELD");
}

TEST_F(Sync, HoldsAnEmptyFileAndShowsWhomApprovingWouldEnd) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const std::string before = Figures();
  const v1::SyncRun run = SendData("personal", "personal_tom.csv", "2026-12-01");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_THAT(ReasonsOf(run), Contains("EMPTY_FILE"));
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_LEAVERS"));
  EXPECT_EQ(Figures(), before);
  const std::vector<v1::SyncChange> changes = Changes(run.name());
  EXPECT_EQ(changes.size(), 1000) << "a page of them";
  EXPECT_EQ(changes[0].kind(), v1::SYNC_CHANGE_KIND_LEAVE);
  v1::RejectSyncRunResponse rejected;
  ASSERT_TRUE(Reject(run.name(), &rejected).ok());
  EXPECT_EQ(rejected.run().state(), v1::SYNC_RUN_STATE_REJECTED);
  EXPECT_EQ(Figures(), before);
  v1::ApproveSyncRunResponse approved;
  EXPECT_EQ(ReasonOf(Approve(run.name(), &approved)), "SYNC_RUN_NOT_HELD");
}

TEST_F(Sync, ApprovesARunThatEndsEverybodyAndTakesItBack) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const std::string before = Figures();
  const v1::SyncRun run = SendData("personal", "personal_tom.csv", "2026-12-01");
  v1::ApproveSyncRunResponse approved;
  ASSERT_TRUE(Approve(run.name(), &approved).ok());
  v1::QueryComplianceRequest request;
  request.set_as_of("2026-12-15");
  EXPECT_EQ(AllCompliance(admin_, request)[0].people(), 0);
  ASSERT_TRUE(Revert(run.name()).ok());
  EXPECT_EQ(Figures(), before);
}

TEST_F(Sync, ListsEachFaultOfTheFileOnItsLineAndAppliesTheRest) {
  SetSource("personal", "guards.max_refused_percent",
            [](v1::Source& source) { source.mutable_guards()->set_max_refused_percent(100); });
  const v1::SyncRun run = SendData("personal", "personal_fel.csv", "2026-11-01");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED) << run.ShortDebugString();
  std::map<std::string, int> reasons;
  for (const v1::RowProblem& problem : run.problems()) {
    ++reasons[problem.reason()];
    EXPECT_EQ(problem.file(), "personal_fel.csv");
    EXPECT_GT(problem.line(), 1);
    EXPECT_NE(problem.message(), "");
  }
  for (const char* reason : {"BAD_DATE", "BAD_PERSONNUMMER", "UNKNOWN_UNIT", "DUPLICATE_ROW", "MISSING_KEY",
                             "TO_BEFORE_FROM", "WRONG_FIELD_COUNT", "NAME_TOO_LONG", "OWN_MANAGER"}) {
    EXPECT_GE(reasons[reason], 1) << reason;
  }
  EXPECT_EQ(run.counts().rows(), 40);
  EXPECT_EQ(run.counts().rows_used() + run.counts().rows_refused(), 40);
  // The same file again finds the same faults and changes nothing.
  const v1::SyncRun again = SendData("personal", "personal_fel.csv", "2026-11-01");
  EXPECT_EQ(again.problem_count(), run.problem_count());
  EXPECT_TRUE(Changes(again.name()).empty());
}

TEST_F(Sync, HoldsTheFaultyFileAfterNovember) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const v1::SyncRun run = SendData("personal", "personal_fel.csv", "2026-12-01");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_LEAVERS"));
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_REFUSED"));
}

TEST_F(Sync, ANewerListSupersedesOneThatIsHeld) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const v1::SyncRun held = SendData("personal", "personal_tom.csv", "2026-12-01");
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  EXPECT_EQ(Get(held.name()).state(), v1::SYNC_RUN_STATE_SUPERSEDED);
  v1::ApproveSyncRunResponse approved;
  EXPECT_EQ(ReasonOf(Approve(held.name(), &approved)), "SYNC_RUN_NOT_HELD");
}

TEST_F(Sync, HoldsAFileWhoseKeysAreOthers) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  for (size_t i = 1; i < lines.size(); ++i) lines[i] = absl::StrCat("9", lines[i]);
  const v1::SyncRun run = Send("personal", "nya_nummer.csv", FileOf(lines), "2026-12-01");
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_REKEYED")) << run.ShortDebugString();
  EXPECT_EQ(run.counts().leaves(), 0) << "the people are still there";
}

TEST_F(Sync, HoldsAFileThatTheMappingNoLongerFitsAndItCannotBeApproved) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const std::string content =
      absl::StrReplaceAll(ReadTestData("personal_2026-12.csv"), {{"Befattning;", "Titel;"}});
  const v1::SyncRun run = Send("personal", "personal.csv", content, "2026-12-01");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_THAT(ReasonsOf(run), Contains("MAPPING_MISFIT"));
  EXPECT_FALSE(run.approvable());
  v1::ApproveSyncRunResponse approved;
  EXPECT_EQ(ReasonOf(Approve(run.name(), &approved)), "SYNC_RUN_NOT_APPROVABLE");
  EXPECT_TRUE(Changes(run.name()).empty());
}

TEST_F(Sync, HoldsAFileThatANewerOneHasFollowed) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const v1::SyncRun run = SendData("personal", "personal_2026-11.csv", "2026-12-02");
  EXPECT_THAT(ReasonsOf(run), Contains("OLDER_FILE")) << run.ShortDebugString();
}

TEST_F(Sync, HoldsAFileThatWasWrittenBeforeTheLast) {
  v1::SyncPeopleHeader header = HeaderFor("personal", "b.csv", "2026-11-01");
  header.mutable_file_time()->set_seconds(1793000000);
  v1::SyncPeopleResponse response;
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-11.csv"), &response).ok());
  header.mutable_file_time()->set_seconds(1793000000 - 30);  // written together with it
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-11.csv"), &response).ok());
  EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED);
  header.mutable_file_time()->set_seconds(1793000000 - 3600);
  header.set_effective_date("2026-12-01");
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-12.csv"), &response).ok());
  EXPECT_THAT(ReasonsOf(response.run()), Contains("OLDER_FILE"));
}

TEST_F(Sync, SeesALeakOfAFewEachNight) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  v1::SyncRun run;
  int nights = 0;
  do {
    // Less than a tenth of all each night, spread over the units.
    std::vector<std::string> rest;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i % 20 != 7) rest.push_back(lines[i]);
    }
    lines = std::move(rest);
    run = Send("personal", absl::StrCat("natt", ++nights, ".csv"), FileOf(lines), "2026-11-20");
  } while (run.state() == v1::SYNC_RUN_STATE_APPLIED && nights < 10);
  EXPECT_EQ(nights, 4) << "after 5, 10 and 15 %";
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_WEEK_LEAVERS"));
  EXPECT_EQ(run.hold_reasons_size(), 1);
  server_.clock().Set(server_.clock().Now() + absl::Hours(24 * 8));
  run = Send("personal", "senare.csv", FileOf(lines), "2026-11-20");
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED) << "a week later it is no leak";
}

TEST_F(Sync, KeepsSomebodyUntilTheyHaveBeenMissingForAsManyRunsAsTheSourceSays) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SetSource("personal", "missing_runs", [](v1::Source& source) { source.set_missing_runs(3); });
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  const std::string row = lines[5];
  lines.erase(lines.begin() + 5);
  v1::SyncRun run = Send("personal", "1.csv", FileOf(lines), "2026-11-10");
  EXPECT_EQ(run.counts().missing(), 1);
  EXPECT_EQ(run.counts().leaves(), 0);
  // Back for once: the count begins anew.
  std::vector<std::string> with = lines;
  with.push_back(row);
  run = Send("personal", "2.csv", FileOf(with), "2026-11-11");
  EXPECT_EQ(run.counts().missing(), 0);
  EXPECT_EQ(run.counts().engagements_unchanged(), 2458);
  for (const int day : {12, 13}) {
    run = Send("personal", absl::StrCat(day, ".csv"), FileOf(lines), absl::StrCat("2026-11-", day));
    EXPECT_EQ(run.counts().missing(), 1);
    EXPECT_EQ(run.counts().leaves(), 0);
  }
  run = Send("personal", "14.csv", FileOf(lines), "2026-11-14");
  EXPECT_EQ(run.counts().missing(), 0);
  EXPECT_EQ(run.counts().leaves() + run.counts().ends(), 1);
  // Taken back, the person is missing for the second time again.
  ASSERT_TRUE(Revert(run.name()).ok());
  run = Send("personal", "15.csv", FileOf(lines), "2026-11-15");
  EXPECT_EQ(run.counts().leaves() + run.counts().ends(), 1);
}

TEST_F(Sync, TellsWhatChangesFieldByField) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  const std::vector<std::string> fields = absl::StrSplit(lines[1], ';');
  lines[1] = absl::StrReplaceAll(lines[1], {{fields[3], "Ny-Efternamn"}, {";Tillsvidare;", ";Vikariat;"}});
  const v1::SyncRun run = Send("personal", "ny.csv", FileOf(lines), "2026-12-01");
  const std::vector<v1::SyncChange> changes = Changes(run.name());
  ASSERT_EQ(changes.size(), 1) << "the form of employment is not mapped";
  EXPECT_EQ(changes[0].kind(), v1::SYNC_CHANGE_KIND_CHANGE);
  EXPECT_THAT(changes[0].display_name(), HasSubstr("Ny-Efternamn"));
  ASSERT_EQ(changes[0].fields_size(), 1);
  EXPECT_EQ(changes[0].fields(0).field(), "family_name");
  EXPECT_EQ(changes[0].fields(0).before(), fields[3]);
  EXPECT_EQ(changes[0].fields(0).after(), "Ny-Efternamn");
}

TEST_F(Sync, ReadsTheSameRowsInAnotherOrderAsUnchanged) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  std::reverse(lines.begin() + 1, lines.end());
  const v1::SyncRun run = Send("personal", "omvand.csv", FileOf(lines), "2026-11-02");
  EXPECT_EQ(run.counts().engagements_unchanged(), 2458);
  EXPECT_TRUE(Changes(run.name()).empty());
}

TEST_F(Sync, ReplaysAListForAPastDayUpToTheNextOne) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const std::string before = Figures();
  v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-12.csv", "2026-11-10");
  v1::SyncPeopleResponse response;
  EXPECT_EQ(ReasonOf(admin_.Sync(header, ReadTestData("personal_2026-12.csv"), &response)),
            "EFFECTIVE_BEFORE_LAST");
  const v1::SyncRun run =
      Send("personal", "personal_2026-12.csv", ReadTestData("personal_2026-12.csv"), "2026-11-10", true);
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED) << run.ShortDebugString();
  const auto people_on = [&](const std::string& day) {
    v1::QueryComplianceRequest request;
    request.set_as_of(day);
    return AllCompliance(admin_, request)[0].people();
  };
  EXPECT_EQ(people_on("2026-11-09"), people_on("2026-11-08"));
  EXPECT_NE(people_on("2026-11-10"), people_on("2026-11-09"));
  // The next night nothing is new.
  EXPECT_EQ(SendData("personal", "personal_2026-12.csv", "2026-12-02").counts().engagements_unchanged(),
            2472);
  ASSERT_TRUE(Revert(run.name(), true).ok());
  EXPECT_EQ(Figures(), before);
}

TEST_F(Sync, AnswersTheSameRequestWithTheSameRun) {
  const std::string content = ReadTestData("personal_avbruten.csv");
  const v1::SyncPeopleHeader header = HeaderFor("personal", "a.csv", "2026-11-01", "natt-1");
  v1::SyncPeopleResponse first, second;
  ASSERT_TRUE(admin_.Sync(header, content, &first).ok());
  ASSERT_TRUE(admin_.Sync(header, content, &second).ok());
  EXPECT_EQ(first.run().name(), second.run().name());
  v1::ApproveSyncRunResponse approved;
  ASSERT_TRUE(Approve(first.run().name(), &approved).ok());
  ASSERT_TRUE(admin_.Sync(header, content, &second).ok());
  EXPECT_EQ(second.run().state(), v1::SYNC_RUN_STATE_HELD) << "as it was answered then";
  EXPECT_EQ(ReasonOf(admin_.Sync(header, ReadTestData("personal_tom.csv"), &second)), "REQUEST_ID_REUSED");
}

TEST_F(Sync, ChangesNothingInADryRunAndShowsTheSame) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const std::string before = Figures();
  v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-12.csv", "2026-12-01");
  header.set_validate_only(true);
  v1::SyncPeopleResponse dry;
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-12.csv"), &dry).ok());
  EXPECT_EQ(dry.run().name(), "");
  EXPECT_EQ(Figures(), before);
  const v1::SyncRun run = SendData("personal", "personal_2026-12.csv", "2026-12-01");
  EXPECT_EQ(dry.run().counts().ShortDebugString(), run.counts().ShortDebugString());
  EXPECT_EQ(static_cast<size_t>(dry.changes_size()), Changes(run.name()).size());
}

TEST_F(Sync, TellsPeopleWithOneAddressApartAndSaysSo) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  const std::vector<std::string> one = absl::StrSplit(lines[1], ';'), two = absl::StrSplit(lines[2], ';');
  std::vector<std::string> shared = lines;
  shared[2] = absl::StrReplaceAll(lines[2], {{two[4], one[4]}});
  v1::SyncRun run = Send("personal", "delad.csv", FileOf(shared), "2026-11-02");
  ASSERT_EQ(run.conflicts_size(), 1) << run.ShortDebugString();
  EXPECT_EQ(run.conflicts(0).reason(), "SHARED_EMAIL");
  EXPECT_EQ(run.conflicts(0).people_size(), 2);
  std::vector<std::string> moved = shared;
  moved[1] = absl::StrReplaceAll(lines[1], {{one[4], "annan@alvnas.example"}});
  moved[2] = lines[2];
  moved[3] = absl::StrReplaceAll(
      lines[3], {{std::string(std::vector<std::string>(absl::StrSplit(lines[3], ';'))[4]), one[4]}});
  run = Send("personal", "vandrat.csv", FileOf(moved), "2026-11-03");
  ASSERT_EQ(run.conflicts_size(), 1) << run.ShortDebugString();
  EXPECT_EQ(run.conflicts(0).reason(), "EMAIL_MOVED");
}

// November with another value in one column, in all rows.
std::string WithColumn(size_t column, const std::string& value) {
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  for (size_t i = 1; i < lines.size(); ++i) {
    // The name of a unit may hold the separator.
    std::vector<std::string> fields = absl::StrSplit(absl::StrReplaceAll(lines[i], {{"; ", "\x01"}}), ';');
    fields[column] = value;
    lines[i] = absl::StrReplaceAll(absl::StrJoin(fields, ";"), {{"\x01", "; "}});
  }
  return FileOf(lines);
}

TEST_F(Sync, HoldsAFileThatLetsEverybodyGoByTheirDates) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const std::string before = Figures();
  for (const auto& [column, value] :
       {std::pair(12, "2026-11-20"), std::pair(12, "2026-12-10"), std::pair(11, "2030-01-01")}) {
    const v1::SyncRun run = Send("personal", value, WithColumn(column, value), "2026-12-01");
    EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_HELD) << column << " " << value;
    EXPECT_THAT(ReasonsOf(run), Contains("MANY_LEAVERS"));
    EXPECT_EQ(Figures(), before);
  }
}

TEST_F(Sync, SeesOtherKeysAlsoWhenSomebodyMayBeMissingForSomeRuns) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SetSource("personal", "missing_runs", [](v1::Source& source) { source.set_missing_runs(3); });
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  for (size_t i = 1; i < lines.size(); ++i) lines[i] = absl::StrCat("9", lines[i]);
  const v1::SyncRun run = Send("personal", "nya_nummer.csv", FileOf(lines), "2026-12-01");
  EXPECT_THAT(ReasonsOf(run), Contains("MANY_REKEYED")) << run.ShortDebugString();
  EXPECT_EQ(run.counts().missing(), 0);
}

TEST_F(Sync, CountsTheShareOfLeaversAmongThoseWhoAreThere) {
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  lines.resize(1001);
  // Nine in ten left years ago; their rows are still in the file.
  for (size_t i = 1; i < lines.size(); ++i) {
    std::vector<std::string> fields = absl::StrSplit(absl::StrReplaceAll(lines[i], {{"; ", "\x01"}}), ';');
    if (i % 10 != 0) fields[11] = "2001-01-01", fields[12] = "2021-12-31", fields[13] = fields[14] = "";
    lines[i] = absl::StrReplaceAll(absl::StrJoin(fields, ";"), {{"\x01", "; "}});
  }
  ASSERT_EQ(Send("personal", "alla.csv", FileOf(lines), "2026-11-01").state(), v1::SYNC_RUN_STATE_APPLIED);
  std::vector<std::string> rest;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || i % 20 != 0) rest.push_back(lines[i]);
  }
  EXPECT_THAT(ReasonsOf(Send("personal", "rest.csv", FileOf(rest), "2026-11-02")), Contains("MANY_LEAVERS"));
}

TEST_F(Sync, LetsAnApprovedRunBeNoLeak) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  std::vector<std::string> rest;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i % 3 != 1) rest.push_back(lines[i]);
  }
  const v1::SyncRun held = Send("personal", "rest.csv", FileOf(rest), "2026-11-20");
  v1::ApproveSyncRunResponse approved;
  ASSERT_TRUE(Approve(held.name(), &approved).ok());
  rest.pop_back();
  EXPECT_EQ(Send("personal", "en.csv", FileOf(rest), "2026-11-21").state(), v1::SYNC_RUN_STATE_APPLIED);
}

TEST_F(Sync, TakesNoFileForOldBecauseOfAClockThatWasWrong) {
  v1::SyncPeopleHeader header = HeaderFor("personal", "b.csv", "2026-11-01");
  header.mutable_file_time()->set_seconds(
      absl::ToUnixSeconds(server_.clock().Now() + absl::Hours(24 * 1000)));
  v1::SyncPeopleResponse response;
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-11.csv"), &response).ok());
  server_.clock().Set(server_.clock().Now() + absl::Hours(1));
  header.mutable_file_time()->set_seconds(absl::ToUnixSeconds(server_.clock().Now()));
  header.set_effective_date("2026-12-01");
  ASSERT_TRUE(admin_.Sync(header, ReadTestData("personal_2026-12.csv"), &response).ok());
  EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
}

TEST_F(Sync, LeavesAloneWhatARefusedRowIsAboutAlsoOnAPastDay) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const std::string before = Figures();
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  const std::vector<std::string> fields = absl::StrSplit(lines[1], ';');
  lines[1] = absl::StrReplaceAll(lines[1], {{"2017-05-27", "2017-05-72"}});
  const v1::SyncRun run = Send("personal", "igen.csv", FileOf(lines), "2026-11-10", true);
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED) << run.ShortDebugString();
  EXPECT_EQ(run.counts().rows_refused(), 1);
  EXPECT_EQ(run.counts().leaves() + run.counts().ends(), 0);
  EXPECT_EQ(Figures(), before);
}

TEST_F(Sync, LetsAHeldListForAPastDayWaitWhenANewerListComes) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  SendData("personal", "personal_2026-12.csv", "2026-12-01");
  const v1::SyncRun past = Send("personal", "tom.csv", ReadTestData("personal_tom.csv"), "2026-11-10", true);
  ASSERT_EQ(past.state(), v1::SYNC_RUN_STATE_HELD);
  SendData("personal", "personal_2026-12.csv", "2026-12-02");
  EXPECT_EQ(Get(past.name()).state(), v1::SYNC_RUN_STATE_HELD);
  v1::ApproveSyncRunResponse approved;
  EXPECT_TRUE(Approve(past.name(), &approved).ok());
}

TEST_F(Sync, RepeatsNothingOfTheRowOfAProtectedPerson) {
  std::vector<std::string> lines = LinesOf("personal_2026-11.csv");
  std::vector<std::string> fields = absl::StrSplit(lines[2], ';');
  fields[4] = "hemlig person@x";
  fields.back() = "J";
  lines[2] = absl::StrJoin(fields, ";");
  const v1::SyncRun run = Send("personal", "skyddad.csv", FileOf(lines), "2026-11-01");
  ASSERT_EQ(run.problem_count(), 1) << run.ShortDebugString();
  EXPECT_EQ(run.problems(0).reason(), "BAD_EMAIL");
  EXPECT_EQ(run.problems(0).found(), "");
}

TEST_F(Sync, LetsOnlyThoseWhoMayLookAtRunsAndDecide) {
  SendData("personal", "personal_2026-11.csv", "2026-11-01");
  const v1::SyncRun held = SendData("personal", "personal_tom.csv", "2026-12-01");
  for (const v1::Role role : {v1::ROLE_AUDITOR, v1::ROLE_MANAGER, v1::ROLE_HR}) {
    TestClient client = server_.WithToken(CreateToken(admin_, role));
    v1::GetSyncRunRequest get;
    get.set_name(held.name());
    v1::GetSyncRunResponse got;
    EXPECT_EQ(client.Call(&v1::SyncRunService::Stub::GetSyncRun, *client.sync_runs, get, &got).ok(),
              role != v1::ROLE_MANAGER);
    v1::RejectSyncRunRequest reject;
    reject.set_name(held.name());
    v1::RejectSyncRunResponse rejected;
    EXPECT_EQ(
        client.Call(&v1::SyncRunService::Stub::RejectSyncRun, *client.sync_runs, reject, &rejected).ok(),
        role == v1::ROLE_HR);
  }
  EXPECT_EQ(Get(held.name()).decided_by(), "test");
}

}  // namespace
}  // namespace nanolearn::testing
