// What people do with their lessons on the web, on a real database.

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/integration/lesson_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LessonsTest : public LessonFixture {
 protected:
  // Calls `call` on many threads at once.
  static void Together(int threads, const std::function<void()>& call) {
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) all.emplace_back(call);
    for (std::thread& thread : all) thread.join();
  }

  std::string OutcomeOf(const absl::StatusOr<LessonView>& view) {
    return view.ok() ? "OK" : ReasonOf(view.status());
  }
};

TEST_F(LessonsTest, LookingChangesNothingHoweverOften) {
  const std::string code = CodeOf("Anna");
  const std::string screen_code = *links().MakeScreenCode(code);
  const std::string before = StoredOfLearners();
  for (int i = 0; i < 10; ++i) {
    const LessonView view = *lessons().Open(code);
    EXPECT_EQ(view.learner.initials, "AE");
    EXPECT_EQ(view.learner.language, "sv");
    EXPECT_FALSE(view.learner.is_screen);
    EXPECT_EQ(view.code, code);
    EXPECT_EQ(view.kind, "LESSON");
    EXPECT_EQ(view.revision, 1);
    EXPECT_EQ(view.state, AssignmentState::kNotYetDue);
    EXPECT_EQ(FormatDate(view.due_date), "2026-12-02");
    EXPECT_EQ(view.content->texts.at("sv").title, "Nätfiske");
    EXPECT_FALSE(view.progress);
    EXPECT_FALSE(view.complete_time);
    EXPECT_THAT(lessons().Mine(code)->open, SizeIs(3));
    EXPECT_EQ(lessons().Picture(code, 1, "knapp.png")->bytes, SmallPng());
    EXPECT_TRUE(*links().IsScreenCode(screen_code));
  }
  EXPECT_EQ(StoredOfLearners(), before);
}

TEST_F(LessonsTest, GoOnStepByStepToACompletionThatTellsWhatWasRightAtFirst) {
  const std::string code = CodeOf("Anna");
  const LessonView end = Walk(code, true);
  EXPECT_TRUE(IsFinished(end.content->texts.at("sv"), *end.progress));
  EXPECT_FALSE(end.complete_time) << "nothing is done until the learner says so";
  EXPECT_THAT(Completions(), IsEmpty());
  const LessonView done = *lessons().Complete(code);
  EXPECT_EQ(done.state, AssignmentState::kCompleted);
  EXPECT_EQ(*done.complete_time, server_.clock().Now());
  ASSERT_TRUE(done.progress) << "the result can be shown";
  EXPECT_EQ(done.progress->questions[0], (QuestionProgress{.tries = 2, .last_answer = 1, .right = true}));
  ASSERT_THAT(Completions(), SizeIs(1));
  EXPECT_EQ(Completions()[0].revision(), 1);
  ASSERT_TRUE(lessons().Complete(CodeOf("Bo")).status().code() == absl::StatusCode::kFailedPrecondition);
  Walk(CodeOf("Bo"));
  ASSERT_TRUE(lessons().Complete(CodeOf("Bo")).ok());
  v1::QueryWeakQuestionsRequest request;
  request.set_parent(kAlvnas);
  v1::QueryWeakQuestionsResponse response;
  EXPECT_TRUE(WaitFor([&] {
    EXPECT_TRUE(
        admin_.Call(&v1::ComplianceService::Stub::QueryWeakQuestions, *admin_.compliance, request, &response)
            .ok());
    return response.questions_size() == 1 && response.questions(0).answered() == 2;
  })) << response.ShortDebugString();
  EXPECT_EQ(response.questions(0).right_at_first(), 1) << "Bo's, not Anna's";
}

TEST_F(LessonsTest, ADoubleClickCountsOnceHoweverManyComeTogether) {
  const std::string code = CodeOf("Anna");
  Together(8, [&] { EXPECT_TRUE(lessons().Start(code).ok()); });
  EXPECT_EQ(Count("lesson_progress"), 1);
  const LessonView begun = *lessons().Open(code);
  EXPECT_EQ(begun.progress->position, 0);
  Together(8, [&] { EXPECT_TRUE(lessons().Advance(code, 0).ok()); });
  EXPECT_EQ(lessons().Open(code)->progress->position, 1);
  ASSERT_TRUE(lessons().Advance(code, 1).ok());
  Together(8, [&] { EXPECT_TRUE(lessons().Answer(code, 0, 0, 0).ok()); });
  EXPECT_EQ(lessons().Open(code)->progress->questions[0].tries, 1);
  EXPECT_EQ(lessons().Open(code)->progress->attempt, begun.progress->attempt);
  Walk(code);
  std::atomic<int> done = 0;
  Together(16, [&] {
    const absl::StatusOr<LessonView> view = lessons().Complete(code);
    EXPECT_TRUE(view.ok()) << view.status();
    done += view.ok() && view->complete_time.has_value();
  });
  EXPECT_EQ(done, 16) << "each is told that it is done";
  EXPECT_THAT(Completions(), SizeIs(1));
}

TEST_F(LessonsTest, PagesSentLateOrAgainChangeNothing) {
  const std::string code = CodeOf("Anna");
  EXPECT_EQ(lessons().Advance(code, 0)->progress, std::nullopt) << "not begun";
  EXPECT_EQ(lessons().Answer(code, 0, 1, 0)->progress, std::nullopt);
  EXPECT_EQ(OutcomeOf(lessons().Complete(code)), "LESSON_NOT_FINISHED");
  const LessonView end = Walk(code);
  EXPECT_EQ(lessons().Advance(code, 0)->progress, end.progress);
  EXPECT_EQ(lessons().Answer(code, 0, 0, 0)->progress, end.progress);
  EXPECT_EQ(lessons().Start(code)->progress, end.progress);
  ASSERT_TRUE(lessons().Complete(code).ok());
  const std::string stored = StoredOfLearners();
  EXPECT_TRUE(lessons().Start(code)->complete_time);
  EXPECT_TRUE(lessons().Advance(code, 0)->complete_time);
  EXPECT_TRUE(lessons().Answer(code, 0, 0, 0)->complete_time);
  EXPECT_TRUE(lessons().Complete(code)->complete_time);
  EXPECT_EQ(StoredOfLearners(), stored);
}

TEST_F(LessonsTest, OnePressOnTheLastStepCompletesALessonButNotAPolicy) {
  const std::string code = CodeOf("Anna");
  ASSERT_TRUE(lessons().Start(code).ok());
  ASSERT_TRUE(lessons().Advance(code, 0).ok());
  ASSERT_TRUE(lessons().Advance(code, 1).ok());
  EXPECT_EQ(OutcomeOf(lessons().Complete(code)), "LESSON_NOT_FINISHED");
  ASSERT_TRUE(lessons().Answer(code, 0, 1, 0).ok());
  EXPECT_EQ(OutcomeOf(lessons().Complete(code)), "LESSON_NOT_FINISHED") << "a card is left";
  ASSERT_TRUE(lessons().Advance(code, 2).ok());
  const absl::StatusOr<LessonView> done = lessons().Complete(code);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(done->progress->position, 4);

  const std::string policy = CodeOf("Anna", "rutin");
  ASSERT_TRUE(lessons().Start(policy).ok());
  ASSERT_TRUE(lessons().Advance(policy, 0).ok());
  EXPECT_EQ(OutcomeOf(lessons().Complete(policy)), "LESSON_NOT_FINISHED");
  ASSERT_TRUE(lessons().Advance(policy, 1).ok());
  EXPECT_EQ(OutcomeOf(lessons().Complete(policy)), "OK");
  EXPECT_THAT(Completions(), SizeIs(2));
}

TEST_F(LessonsTest, GoOnWhereTheyWereOnAnotherDeviceAndAfterARestart) {
  const std::string phone = CodeOf("Anna");
  ASSERT_TRUE(lessons().Start(phone).ok());
  ASSERT_TRUE(lessons().Advance(phone, 0).ok());
  ASSERT_TRUE(lessons().Advance(phone, 1).ok());
  ASSERT_TRUE(lessons().Answer(phone, 0, 0, 0).ok());
  const std::string screen = *links().TakeScreenCode(*links().MakeScreenCode(phone));
  EXPECT_NE(screen, phone);
  server_.Restart();
  const LessonView view = *lessons().Open(screen);
  EXPECT_TRUE(view.learner.is_screen);
  EXPECT_EQ(view.progress->position, 2);
  EXPECT_EQ(view.progress->questions[0].last_answer, 0);
  Walk(screen);
  ASSERT_TRUE(lessons().Complete(screen).ok());
  EXPECT_TRUE(lessons().Open(phone)->complete_time);
}

TEST_F(LessonsTest, KeepTheRevisionThatTheyWereBegunWith) {
  const std::string annas = CodeOf("Anna"), bos = CodeOf("Bo");
  ASSERT_TRUE(lessons().Start(annas).ok());
  ASSERT_EQ(lessons().Open(bos)->revision, 1);
  Publish(Lesson("Nätfiske, nytt"));
  EXPECT_EQ(lessons().Open(annas)->revision, 1);
  EXPECT_EQ(lessons().Open(annas)->content->texts.at("sv").title, "Nätfiske");
  EXPECT_EQ(lessons().Open(bos)->revision, 2);
  EXPECT_EQ(lessons().Open(bos)->content->texts.at("sv").title, "Nätfiske, nytt");
  Walk(annas), Walk(bos);
  ASSERT_TRUE(lessons().Complete(annas).ok());
  ASSERT_TRUE(lessons().Complete(bos).ok());
  EXPECT_EQ(lessons().Open(annas)->revision, 1) << "what was read, also afterwards";
  std::map<std::string, int> revisions;
  for (const v1::Completion& completion : Completions())
    revisions[completion.person()] = completion.revision();
  EXPECT_EQ(revisions[PersonOf("Anna")], 1);
  EXPECT_EQ(revisions[PersonOf("Bo")], 2);
}

TEST_F(LessonsTest, AreNotBegunWhereTheyCannotBeCompleted) {
  const std::string code = CodeOf("Anna"), kurs = CodeOf("Anna", "kurs");
  EXPECT_EQ(OutcomeOf(lessons().Start(kurs)), "NEEDS_EVIDENCE");
  EXPECT_EQ(OutcomeOf(lessons().Complete(kurs)), "NEEDS_EVIDENCE");
  server_.clock().SetDay(Date(2026, 11, 1));
  EXPECT_EQ(OutcomeOf(lessons().Start(code)), "ASSIGNMENT_NOT_OPEN");
  EXPECT_EQ(lessons().Open(code)->state, AssignmentState::kUpcoming);
  server_.clock().SetDay(Date(2026, 11, 24));
  session_.Execute("UPDATE assignments SET close_date = '2026-11-20' WHERE id = ?",
                   {IdOf(AssignmentOf("Anna"))});
  EXPECT_EQ(OutcomeOf(lessons().Start(code)), "ASSIGNMENT_CLOSED");
  EXPECT_EQ(Count("lesson_progress"), 0);
}

TEST_F(LessonsTest, OfSomebodyWhoHasLeftStayAsTheyWere) {
  const std::string code = CodeOf("Cilla");
  const LessonView end = Walk(code);
  Send({Anna(), Bo()}, "2026-11-23");
  EXPECT_EQ(lessons().Open(code)->state, AssignmentState::kWithdrawn);
  EXPECT_EQ(OutcomeOf(lessons().Start(code)), "ASSIGNMENT_WITHDRAWN");
  EXPECT_EQ(OutcomeOf(lessons().Complete(code)), "ASSIGNMENT_WITHDRAWN");
  EXPECT_EQ(lessons().Advance(code, 0)->progress, end.progress);
  EXPECT_THAT(Completions(), IsEmpty());
  EXPECT_THAT(lessons().Mine(code)->open, IsEmpty());
}

TEST_F(LessonsTest, MayBeDoneDuringLeaveAndWithAWaiver) {
  v1::WaiveAssignmentsRequest waive;
  waive.set_parent(kAlvnas);
  waive.add_assignments(AssignmentOf("Anna"));
  waive.set_until_date("2026-12-31");
  waive.set_reason("Ledig");
  v1::WaiveAssignmentsResponse waived;
  ASSERT_TRUE(
      admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, waive, &waived).ok());
  const std::string annas = CodeOf("Anna"), bos = CodeOf("Bo");
  EXPECT_EQ(lessons().Open(annas)->state, AssignmentState::kWaived);
  Walk(annas);
  EXPECT_EQ(OutcomeOf(lessons().Complete(annas)), "OK");
  session_.Execute("UPDATE memberships SET is_paused = 1 WHERE person_id = ?", {IdOf(PersonOf("Bo"))});
  EXPECT_EQ(lessons().Open(bos)->state, AssignmentState::kPaused);
  Walk(bos);
  EXPECT_EQ(OutcomeOf(lessons().Complete(bos)), "OK");
}

TEST_F(LessonsTest, ThatAreLateAreDoneLate) {
  const std::string code = CodeOf("Anna");
  server_.clock().SetDay(Date(2026, 12, 3));
  EXPECT_EQ(lessons().Open(code)->state, AssignmentState::kOverdue);
  Walk(code);
  EXPECT_EQ(lessons().Complete(code)->state, AssignmentState::kCompletedLate);
  EXPECT_TRUE(Completions()[0].late());
}

TEST_F(LessonsTest, WhoseCompletionWasTakenBackBeginAnew) {
  const std::string code = CodeOf("Anna");
  const Id first_attempt = Walk(code).progress->attempt;
  ASSERT_TRUE(lessons().Complete(code).ok());
  v1::VoidCompletionRequest request;
  request.set_name(Completions()[0].name());
  request.set_reason("Fel person");
  v1::Completion voided;
  ASSERT_TRUE(
      admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, &voided).ok());
  const LessonView view = *lessons().Open(code);
  EXPECT_FALSE(view.complete_time);
  EXPECT_FALSE(view.progress) << "from the beginning";
  EXPECT_EQ(OutcomeOf(lessons().Complete(code)), "LESSON_NOT_FINISHED")
      << "the old attempt does not count again";
  const LessonView again = Walk(code);
  EXPECT_NE(again.progress->attempt, first_attempt);
  EXPECT_TRUE(lessons().Complete(code)->complete_time);
  EXPECT_EQ(Count("completions"), 2);
}

TEST_F(LessonsTest, ThatSomebodyElseRecordsMeanwhileAreDone) {
  const std::string code = CodeOf("Anna");
  ASSERT_TRUE(lessons().Start(code).ok());
  v1::RecordCompletionRequest request;
  request.set_assignment(AssignmentOf("Anna"));
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(
      admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response)
          .ok());
  const LessonView view = *lessons().Complete(code);
  EXPECT_TRUE(view.complete_time);
  EXPECT_FALSE(view.progress) << "its answers are not those of what was recorded";
  EXPECT_THAT(Completions(), SizeIs(1));
}

TEST_F(LessonsTest, OfSomebodyAreListedTheMostPressingFirst) {
  session_.Execute("UPDATE assignments SET due_date = '2026-11-20' WHERE id = ?",
                   {IdOf(AssignmentOf("Anna", "rutin"))});
  session_.Execute("UPDATE assignments SET due_date = '2026-11-30' WHERE id = ?",
                   {IdOf(AssignmentOf("Anna", "kurs"))});
  const std::string code = CodeOf("Anna");
  ASSERT_TRUE(lessons().Start(code).ok());
  MyLessons mine = *lessons().Mine(code);
  const auto titles = [](const std::vector<MyLesson>& lessons) {
    std::vector<std::string> titles;
    for (const MyLesson& lesson : lessons) titles.push_back(lesson.title);
    return titles;
  };
  EXPECT_THAT(titles(mine.open), ElementsAre("Rutin", "Brandkurs", "Nätfiske"));
  EXPECT_EQ(mine.open[0].state, AssignmentState::kOverdue);
  EXPECT_EQ(mine.open[0].kind, "POLICY");
  EXPECT_EQ(mine.open[0].minutes, 2);
  EXPECT_FALSE(mine.open[0].is_begun);
  EXPECT_TRUE(mine.open[2].is_begun);
  EXPECT_EQ(mine.learner.initials, "AE");
  Walk(code);
  ASSERT_TRUE(lessons().Complete(code).ok());
  mine = *lessons().Mine(code);
  EXPECT_THAT(titles(mine.open), ElementsAre("Rutin", "Brandkurs"));
  EXPECT_THAT(titles(mine.done), ElementsAre("Nätfiske"));
  EXPECT_EQ(FormatDate(*mine.done[0].complete_date), "2026-11-24");
}

TEST_F(LessonsTest, LeadToTheSamePersonsOthersAndToNobodyElses) {
  const v1::Link link = LinkTo(AssignmentOf("Anna"), 5);
  const Id other = IdOf(AssignmentOf("Anna", "rutin"));
  const std::string code = *lessons().MakeLinkTo(link.code(), other);
  EXPECT_EQ(lessons().Open(code)->kind, "POLICY");
  EXPECT_EQ(*lessons().MakeLinkTo(link.code(), other), code) << "no heap of links";
  EXPECT_EQ(*lessons().MakeLinkTo(link.code(), IdOf(AssignmentOf("Anna"))), link.code())
      << "where one is already";
  EXPECT_EQ(ReasonOf(lessons().MakeLinkTo(link.code(), IdOf(AssignmentOf("Bo"))).status()), "LINK_NOT_FOUND");
  EXPECT_EQ(ReasonOf(lessons().MakeLinkTo(link.code(), 12345).status()), "LINK_NOT_FOUND");
  server_.clock().Set(server_.clock().Now() + absl::Hours(5 * 24));
  EXPECT_EQ(OutcomeOf(lessons().Open(code)), "LINK_NOT_FOUND") << "nobody gets more time by going around";
}

TEST_F(LessonsTest, AreInThePersonsLanguage) {
  const std::string code = CodeOf("Anna");
  EXPECT_EQ(ReasonOf(lessons().SetLanguage(code, "fi")), "INVALID_FIELD");
  ASSERT_TRUE(lessons().SetLanguage(code, "en").ok());
  EXPECT_EQ(lessons().Open(code)->learner.language, "en");
  EXPECT_EQ(lessons().Open(CodeOf("Anna", "rutin"))->learner.language, "en") << "also of their other lessons";
  EXPECT_EQ(lessons().Open(CodeOf("Bo"))->learner.language, "sv");
  std::vector<std::string> titles;
  for (const MyLesson& lesson : lessons().Mine(code)->open) titles.push_back(lesson.title);
  EXPECT_THAT(titles, ::testing::UnorderedElementsAre("Phishing", "Rutin", "Brandkurs"))
      << "as far as they have it";
}

TEST_F(LessonsTest, HaveTheirPicturesAndNoOtherFiles) {
  const std::string code = CodeOf("Anna");
  const LessonPicture picture = *lessons().Picture(code, 1, "knapp.png");
  EXPECT_EQ(picture.content_type, "image/png");
  EXPECT_EQ(picture.bytes, SmallPng());
  for (const char* path : {"module.toml", "sv.md", "other.png", "../knapp.png", ""}) {
    EXPECT_EQ(ReasonOf(lessons().Picture(code, 1, path).status()), "PICTURE_NOT_FOUND") << path;
  }
  for (const int revision : {-1, 0, 2, 1 << 30}) {
    EXPECT_EQ(ReasonOf(lessons().Picture(code, revision, "knapp.png").status()), "PICTURE_NOT_FOUND");
  }
  EXPECT_EQ(ReasonOf(lessons().Picture(CodeOf("Anna", "rutin"), 1, "knapp.png").status()),
            "PICTURE_NOT_FOUND");
}

TEST_F(LessonsTest, OverALinkOnPaperTellNothingOfThePersonsMail) {
  const std::string code = CodeOf("Anna");
  const std::string person = PersonOf("Anna");
  session_.Execute(
      "INSERT INTO person_contacts (organisation_id, person_id, unreachable_address, unreachable_reason, "
      "unreachable_time) SELECT organisation_id, id, 'anna@alvnas.example', '550', '2026-11-20' FROM people "
      "WHERE id = ?",
      {IdOf(person)});
  ASSERT_TRUE(lessons().Start(code).ok());
  EXPECT_EQ(Count("person_contacts WHERE unreachable_time IS NOT NULL"), 1);
}

TEST_F(LessonsTest, AreForgottenADayAfterTheyWereDone) {
  const std::string code = CodeOf("Anna");
  Walk(code);
  ASSERT_TRUE(lessons().Complete(code).ok());
  ASSERT_TRUE(lessons().Start(CodeOf("Bo")).ok());
  server_.clock().Set(server_.clock().Now() + absl::Hours(25));
  EXPECT_TRUE(WaitFor([&] { return Count("lesson_progress") == 1; }));
  EXPECT_TRUE(lessons().Open(code)->complete_time) << "that it was done is not";
  EXPECT_FALSE(lessons().Open(code)->progress);
  EXPECT_TRUE(lessons().Open(CodeOf("Bo"))->progress) << "what is not done is kept";
  const std::string bos = LinkTo(AssignmentOf("Bo"), 60).code();
  server_.clock().Set(server_.clock().Now() + absl::Hours(91 * 24));
  EXPECT_TRUE(WaitFor([&] { return Count("lesson_progress") == 0; })) << "but not for ever";
}

TEST_F(LessonsTest, OfTwoPeopleWhoAreOneAreReachedByTheLinksOfBoth) {
  const std::string annas = CodeOf("Anna"), bos = CodeOf("Bo");
  v1::MergePeopleRequest request;
  request.set_name(PersonOf("Anna"));
  request.set_merged_person(PersonOf("Bo"));
  v1::MergePeopleResponse response;
  const grpc::Status status =
      admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const LessonView by_annas = *lessons().Open(annas), by_bos = *lessons().Open(bos);
  EXPECT_EQ(by_bos.learner.person_id, by_annas.learner.person_id);
  EXPECT_EQ(by_bos.assignment.id, by_annas.assignment.id);
  EXPECT_EQ(by_bos.state, AssignmentState::kNotYetDue);
  Walk(bos);
  ASSERT_TRUE(lessons().Complete(bos).ok());
  EXPECT_TRUE(lessons().Open(annas)->complete_time);
  EXPECT_THAT(lessons().Mine(bos)->open, SizeIs(2));
  EXPECT_TRUE(lessons().MakeLinkTo(bos, IdOf(AssignmentOf("Anna", "rutin"))).ok());
  EXPECT_THAT(Completions(), SizeIs(1));
}

}  // namespace
}  // namespace nanolearn::testing
