#include "service/domain/lesson_flow.h"

#include <gtest/gtest.h>

#include <vector>

#include "service/domain/module_kind.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

constexpr absl::Time kBegin = absl::FromUnixSeconds(1000);

Question MakeQuestion(std::vector<bool> right) {
  Question question;
  for (const bool is_right : right) question.answers.push_back({.right = is_right});
  return question;
}

// Card, question, card, question.
ModuleText Text() {
  ModuleText text{.language = "sv"};
  text.cards.resize(2);
  text.questions = {MakeQuestion({false, true, false}), MakeQuestion({true, false})};
  text.steps = {{false, 0}, {true, 0}, {false, 1}, {true, 1}};
  return text;
}

class LessonFlow : public ::testing::Test {
 protected:
  bool See(int position) { return Advance(text_, position, now_ += absl::Seconds(1), progress_); }
  bool Give(int question, int answer, int tries) {
    return GiveAnswer(text_, question, answer, tries, now_ += absl::Seconds(1), progress_);
  }
  int Shown() const {
    const ModuleText::Step* step = StepShown(text_, progress_);
    return step ? static_cast<int>(step - text_.steps.data()) : -1;
  }

  ModuleText text_ = Text();
  absl::Time now_ = kBegin;
  LessonProgress progress_ = BeginLesson(5, 6, 3, text_, kBegin);
};

TEST_F(LessonFlow, BeginsAtTheFirstStepWithNothingAnswered) {
  EXPECT_EQ(progress_.assignment_id, 5);
  EXPECT_EQ(progress_.attempt, 6);
  EXPECT_EQ(progress_.revision, 3);
  EXPECT_EQ(progress_.start_time, kBegin);
  EXPECT_EQ(Shown(), 0);
  EXPECT_EQ(progress_.questions, std::vector<QuestionProgress>(2));
  EXPECT_FALSE(MayComplete(kLesson, text_, progress_));
}

TEST_F(LessonFlow, GoesOnCardByCardAndStaysAtAQuestionUntilItIsAnsweredRight) {
  EXPECT_TRUE(See(0));
  EXPECT_FALSE(See(1)) << "not answered";
  EXPECT_TRUE(Give(0, 0, 0));
  EXPECT_FALSE(See(1)) << "answered wrong";
  EXPECT_TRUE(Give(0, 1, 1));
  EXPECT_EQ(Shown(), 1) << "what was right about it can be read";
  EXPECT_TRUE(See(1));
  EXPECT_TRUE(See(2));
  EXPECT_TRUE(Give(1, 0, 0));
  EXPECT_TRUE(See(3));
  EXPECT_EQ(Shown(), -1);
  EXPECT_TRUE(IsFinished(text_, progress_));
  EXPECT_EQ(FirstTries(progress_), (std::vector<bool>{false, true}));
  EXPECT_EQ(progress_.questions[0], (QuestionProgress{.tries = 2, .last_answer = 1, .right = true}));
}

TEST_F(LessonFlow, ADoubleClickCountsOnce) {
  EXPECT_TRUE(See(0));
  EXPECT_FALSE(See(0));
  EXPECT_EQ(Shown(), 1);
  EXPECT_TRUE(Give(0, 0, 0));
  EXPECT_FALSE(Give(0, 0, 0)) << "the same page sent again";
  EXPECT_FALSE(Give(0, 1, 0)) << "and with another answer";
  EXPECT_EQ(progress_.questions[0].tries, 1);
  EXPECT_FALSE(progress_.questions[0].right);
}

TEST_F(LessonFlow, NobodyJumpsAheadOrBackOrAnswersWhatIsNotShown) {
  EXPECT_FALSE(See(1));
  EXPECT_FALSE(See(3));
  EXPECT_FALSE(See(-1));
  EXPECT_FALSE(See(1 << 30));
  EXPECT_FALSE(Give(0, 1, 0)) << "the card before it is shown";
  EXPECT_TRUE(See(0));
  EXPECT_FALSE(Give(1, 0, 0)) << "the other question";
  EXPECT_FALSE(Give(-1, 0, 0));
  EXPECT_FALSE(Give(7, 0, 0));
  EXPECT_FALSE(Give(0, 3, 0)) << "no such answer";
  EXPECT_FALSE(Give(0, -1, 0));
  EXPECT_FALSE(Give(0, 1, 1)) << "more tries than there were";
  EXPECT_TRUE(Give(0, 1, 0));
  EXPECT_FALSE(Give(0, 0, 1)) << "it is right already";
  EXPECT_TRUE(progress_.questions[0].right_at_first);
}

TEST_F(LessonFlow, RemembersWhenItWasTouchedLastAndOnlyThen) {
  See(3);
  EXPECT_EQ(progress_.update_time, kBegin);
  See(0);
  EXPECT_EQ(progress_.update_time, now_);
  const absl::Time seen = now_;
  Give(0, 9, 0);
  EXPECT_EQ(progress_.update_time, seen);
  Give(0, 0, 0);
  EXPECT_EQ(progress_.update_time, now_);
}

TEST_F(LessonFlow, ALessonMayBeCompletedOnItsLastStepAndAPolicyOnlyAtItsEnd) {
  See(0), Give(0, 1, 0), See(1), See(2);
  EXPECT_FALSE(MayComplete(kLesson, text_, progress_)) << "the last question is not answered";
  Give(1, 1, 0);
  EXPECT_FALSE(MayComplete(kLesson, text_, progress_)) << "but wrong";
  Give(1, 0, 1);
  EXPECT_TRUE(MayComplete(kLesson, text_, progress_));
  EXPECT_FALSE(MayComplete(kPolicy, text_, progress_)) << "it is acknowledged at the end";
  EXPECT_FALSE(IsFinished(text_, progress_));
  See(3);
  EXPECT_TRUE(MayComplete(kLesson, text_, progress_));
  EXPECT_TRUE(MayComplete(kPolicy, text_, progress_));
  EXPECT_FALSE(MayComplete(kExternal, text_, progress_)) << "it is not done here";
  EXPECT_FALSE(MayComplete(kSession, text_, progress_));
}

TEST_F(LessonFlow, APolicyWithoutQuestionsIsReadToItsEnd) {
  text_.questions.clear();
  text_.steps = {{false, 0}, {false, 1}};
  progress_ = BeginLesson(5, 6, 3, text_, kBegin);
  See(0);
  EXPECT_FALSE(MayComplete(kPolicy, text_, progress_));
  See(1);
  EXPECT_TRUE(MayComplete(kPolicy, text_, progress_));
  EXPECT_TRUE(FirstTries(progress_).empty());
  EXPECT_TRUE(IsAcknowledged(kPolicy));
  EXPECT_FALSE(IsAcknowledged(kLesson));
}

TEST(TextForTest, IsInThePersonsLanguageElseInTheModulesFirst) {
  ModuleContent content;
  content.manifest.languages = {"sv", "en"};
  content.texts["en"].title = "Phishing";
  content.texts["sv"].title = "Nätfiske";
  EXPECT_EQ(TextFor(content, "en").title, "Phishing");
  EXPECT_EQ(TextFor(content, "sv").title, "Nätfiske");
  EXPECT_EQ(TextFor(content, "so").title, "Nätfiske");
  content.texts.erase("sv");
  EXPECT_EQ(TextFor(content, "sv").title, "Phishing") << "there is no other";
}

ModuleText RandomText(Random& random) {
  ModuleText text;
  for (int step = 0, steps = 1 + random.Below(8); step < steps; ++step) {
    if (random.Chance(50)) {
      text.steps.push_back({false, static_cast<int>(text.cards.size())});
      text.cards.emplace_back();
      continue;
    }
    std::vector<bool> right(2 + random.Below(3));
    right[random.Below(static_cast<int>(right.size()))] = true;
    text.steps.push_back({true, static_cast<int>(text.questions.size())});
    text.questions.push_back(MakeQuestion(right));
  }
  return text;
}

// What a learner sends from a page.
struct Post {
  bool is_answer = false;
  int position = 0, question = 0, answer = 0, tries = 0;
};

// What should come of posts: every answer that counted, in order, and how far the learner is.
struct Model {
  explicit Model(const ModuleText& module) : text(module), answers(module.questions.size()) {}

  bool IsRight(int question, int answer) const { return text.questions[question].answers[answer].right; }
  bool IsSolved(int question) const {
    return !answers[question].empty() && IsRight(question, answers[question].back());
  }
  bool IsAtEnd() const { return position == static_cast<int>(text.steps.size()); }

  void Take(const Post& post) {
    if (IsAtEnd()) return;
    const ModuleText::Step& step = text.steps[position];
    if (!post.is_answer) {
      if (post.position == position && (!step.is_question || IsSolved(step.index))) ++position;
      return;
    }
    if (!step.is_question || step.index != post.question || IsSolved(step.index)) return;
    if (static_cast<int>(answers[step.index].size()) == post.tries)
      answers[step.index].push_back(post.answer);
  }

  // A page as the learner sees it, and what they do there.
  Post PostFromPage(Random& random) const {
    const ModuleText::Step& step = text.steps[position];
    if (!step.is_question || IsSolved(step.index)) return {.position = position};
    return {.is_answer = true,
            .question = step.index,
            .answer = random.Below(static_cast<int>(text.questions[step.index].answers.size())),
            .tries = static_cast<int>(answers[step.index].size())};
  }

  const ModuleText& text;
  std::vector<std::vector<int>> answers;
  int position = 0;
};

void ExpectSame(const Model& model, const LessonProgress& progress) {
  ASSERT_EQ(progress.position, model.position);
  ASSERT_EQ(IsFinished(model.text, progress), model.IsAtEnd());
  ASSERT_EQ(progress.questions.size(), model.answers.size());
  for (size_t i = 0; i < model.answers.size(); ++i) {
    const std::vector<int>& given = model.answers[i];
    const int question = static_cast<int>(i);
    const QuestionProgress expected = {
        .tries = static_cast<int>(given.size()),
        .last_answer = given.empty() ? -1 : given.back(),
        .right = model.IsSolved(question),
        .right_at_first = !given.empty() && model.IsRight(question, given.front())};
    ASSERT_EQ(progress.questions[i], expected) << "question " << i;
  }
}

TEST(LessonFlowRandom, IsWhatAPatientLearnerDidWhateverIsSentTwiceLateOrOutOfOrder) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const ModuleText text = RandomText(random);
    Model model(text);
    LessonProgress progress = BeginLesson(1, 2, 3, text, kBegin);
    std::vector<Post> sent;
    for (int i = 0; i < 400 && !model.IsAtEnd(); ++i) {
      Post post = model.PostFromPage(random);
      if (!sent.empty() && random.Chance(40))
        post = sent[random.Below(static_cast<int>(sent.size()))];  // again, late
      if (random.Chance(10)) {                                     // made up
        post = {random.Chance(50), random.Below(10) - 1, random.Below(5) - 1, random.Below(6) - 1,
                random.Below(4) - 1};
        if (post.is_answer &&
            (post.answer < 0 || post.question < 0 ||
             post.question >= static_cast<int>(text.questions.size()) ||
             post.answer >= static_cast<int>(text.questions[post.question].answers.size()))) {
          const LessonProgress before = progress;
          EXPECT_FALSE(GiveAnswer(text, post.question, post.answer, post.tries, kBegin, progress));
          EXPECT_EQ(progress, before);
          continue;
        }
      }
      sent.push_back(post);
      for (int times = random.Chance(30) ? 2 : 1; times > 0; --times) {  // a double click
        model.Take(post);
        const LessonProgress before = progress;
        const bool changed = post.is_answer
                                 ? GiveAnswer(text, post.question, post.answer, post.tries, kBegin, progress)
                                 : Advance(text, post.position, kBegin, progress);
        EXPECT_EQ(changed, !(progress == before));
        ExpectSame(model, progress);
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
    EXPECT_TRUE(model.IsAtEnd()) << "whoever goes on comes to the end";
    EXPECT_TRUE(MayComplete(kLesson, text, progress));
  }
}

}  // namespace
}  // namespace nanolearn
