#include "admin-cli/commands/completion_tally.h"

#include <gtest/gtest.h>

namespace nanolearn::cli {
namespace {

using v1::RecordCompletionResponse;

v1::BatchRecordCompletionsResponse::Result Answer(const std::string& completion,
                                                  RecordCompletionResponse::Outcome outcome,
                                                  bool already_recorded = false) {
  v1::BatchRecordCompletionsResponse::Result result;
  result.mutable_response()->mutable_completion()->set_name(completion);
  result.mutable_response()->set_outcome(outcome);
  result.mutable_response()->set_already_recorded(already_recorded);
  return result;
}

TEST(CompletionTallyTest, WhatWasThereBeforeIsNotCountedAsRecorded) {
  CompletionTally tally;
  tally.Add(Answer("new", RecordCompletionResponse::OUTCOME_RECORDED), 2);
  tally.Add(Answer("sent before", RecordCompletionResponse::OUTCOME_RECORDED, true), 3);
  tally.Add(Answer("of another", RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED), 4);
  EXPECT_EQ(tally.recorded, 1);
  EXPECT_EQ(tally.already_completed, 2);
}

TEST(CompletionTallyTest, ASecondRowOfTheSameCompletionIsADuplicateWhateverItsAnswer) {
  CompletionTally tally{.file_name = "p.csv"};
  tally.Add(Answer("one", RecordCompletionResponse::OUTCOME_RECORDED), 2);
  tally.Add(Answer("one", RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED), 3);
  tally.Add(Answer("one", RecordCompletionResponse::OUTCOME_RECORDED, true), 4);
  EXPECT_EQ(tally.recorded, 1);
  EXPECT_EQ(tally.already_completed, 0);
  ASSERT_EQ(tally.duplicates.size(), 2);
  EXPECT_EQ(tally.duplicates[1].line(), 4);
  EXPECT_EQ(tally.duplicates[1].message(), "The same as line 2; it counts once.");
}

}  // namespace
}  // namespace nanolearn::cli
