#include "service/storage/mysql/completion_table.h"

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kTime = absl::FromCivil(kDay, absl::UTCTimeZone()) + absl::Microseconds(123456);

// Of person 1-20's assignment of module 1 in programme 1 (the assignment with the person's number) or 2 (100
// more).
NewCompletion Sample(Id id, Id assignment) {
  return {{id, assignment, assignment % 100, 1, 4, kTime, kTime + absl::Seconds(id), false,
           "request-" + std::to_string(id)},
          kDay};
}

class CompletionTableTest : public TableTest {
 protected:
  CompletionTableTest() {
    std::vector<Assignment> assignments;
    for (Id person = 1; person <= kPeople; ++person) {
      for (Id programme : {1, 2}) {
        assignments.push_back(
            {person + (programme - 1) * 100, programme, 1, person, 1, kDay - 5, kDay + 5, std::nullopt});
      }
    }
    for (const Id organisation : {kHere, kElsewhere}) assignments_.Insert(organisation, assignments);
  }

  // Writes them in a transaction. The number of the database's refusal; 0 when it took them.
  int Refusal(absl::Span<const NewCompletion> completions) {
    session_.Run("START TRANSACTION");
    try {
      completions_.Insert(kHere, completions);
    } catch (const mysql::DatabaseError& error) {
      session_.Run("ROLLBACK");
      return error.number();
    }
    session_.Run("COMMIT");
    return 0;
  }

  std::optional<Date> CompleteDate(Id organisation, Id assignment) {
    return assignments_.Find(organisation, assignment, kDay)->assignment.complete_date;
  }

  std::vector<Id> Listed(CompletionQuery query) {
    if (query.limit == 0) query.limit = 100;
    return IdsOf(completions_.List(kHere, query));
  }

  static std::vector<Id> IdsOf(const std::vector<Completion>& completions) {
    std::vector<Id> ids;
    for (const Completion& completion : completions) ids.push_back(completion.id);
    return ids;
  }

  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlCompletionTable completions_{session_};
};

TEST_F(CompletionTableTest, ACompletionComesBackAsItWasWrittenToTheMicrosecond) {
  NewCompletion written = Sample(50, 3);
  written.completion.late = true;
  completions_.Insert(kHere, {written});

  const auto read = completions_.Find(kHere, 50);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->assignment_id, 3u);
  EXPECT_EQ(read->person_id, 3u);
  EXPECT_EQ(read->module_id, 1u);
  EXPECT_EQ(read->revision, 4);
  EXPECT_EQ(read->complete_time, kTime);
  EXPECT_EQ(read->record_time, kTime + absl::Seconds(50));
  EXPECT_TRUE(read->late);
  EXPECT_EQ(read->request_id, "request-50");
  EXPECT_EQ(completions_.Find(kHere, 51), std::nullopt);
}

TEST_F(CompletionTableTest, CompletionsSetTheDayOnTheirAssignments) {
  NewCompletion later = Sample(2, 4), same = Sample(3, 5);
  later.complete_date = kDay + 1;
  completions_.Insert(kHere, {Sample(1, 3), later, same});
  EXPECT_EQ(CompleteDate(kHere, 3), kDay);
  EXPECT_EQ(CompleteDate(kHere, 4), kDay + 1);
  EXPECT_EQ(CompleteDate(kHere, 5), kDay);
  EXPECT_EQ(CompleteDate(kHere, 6), std::nullopt);
  EXPECT_EQ(CompleteDate(kElsewhere, 3), std::nullopt);
}

TEST_F(CompletionTableTest, TheDatabaseRefusesTwoCompletionsOfOneAssignment) {
  completions_.Insert(kHere, {Sample(1, 3)});
  EXPECT_EQ(Refusal({Sample(2, 3)}), mysql::kDuplicateKey);
  EXPECT_EQ(Refusal({Sample(5, 4), Sample(6, 4)}), mysql::kDuplicateKey);
  EXPECT_EQ(Refusal({Sample(7, 4)}), 0);
}

TEST_F(CompletionTableTest, AVoidedCompletionMakesPlaceForAnother) {
  completions_.Insert(kHere, {Sample(1, 3)});
  const CompletionVoid record{40, 1, {3, kDay, kDay + 2}, "fel person", kTime, "HR"};
  completions_.InsertVoid(kHere, record);
  EXPECT_EQ(CompleteDate(kHere, 3), std::nullopt);
  EXPECT_THAT(completions_.FindByAssignment(kHere, {3}), IsEmpty());
  EXPECT_EQ(completions_.Find(kHere, 1)->void_id, 40u) << "it is not forgotten";
  EXPECT_EQ(completions_.FindVoid(kHere, 1)->reason, "fel person");
  EXPECT_EQ(completions_.FindVoid(kHere, 1)->voided.void_date, kDay + 2);
  EXPECT_EQ(completions_.FindVoid(kHere, 2), std::nullopt);
  EXPECT_EQ(Refusal({Sample(2, 3)}), 0);
  EXPECT_EQ(CompleteDate(kHere, 3), kDay);
  EXPECT_EQ(Refusal({Sample(7, 3)}), mysql::kDuplicateKey);
  const std::vector<AssignmentHistory> histories = assignments_.Histories(kHere, {3});
  ASSERT_EQ(histories[0].voided.size(), 1u);
  EXPECT_EQ(histories[0].voided[0].complete_date, kDay);
}

TEST_F(CompletionTableTest, TheDatabaseRefusesTwoCompletionsOfOneRequestInAnOrganisation) {
  NewCompletion again = Sample(2, 4);
  again.completion.request_id = "request-1";
  completions_.Insert(kHere, {Sample(1, 3)});
  EXPECT_EQ(Refusal({again}), mysql::kDuplicateKey);
  completions_.Insert(kElsewhere, {again});
  again.completion.request_id = "REQUEST-1";
  EXPECT_EQ(Refusal({again}), 0) << "request ids are bytes";
}

TEST_F(CompletionTableTest, TheDatabaseRefusesACompletionOfAnotherOrganisationsAssignment) {
  assignments_.Insert(kElsewhere, {{500, 1, 2, 3, 1, kDay, kDay, std::nullopt}});
  EXPECT_NE(Refusal({Sample(1, 500)}), 0);
}

TEST_F(CompletionTableTest, CompletionsAreFoundByRequestAndByAssignmentInTheirOrganisation) {
  completions_.Insert(kHere, {Sample(1, 3), Sample(2, 4)});
  completions_.Insert(kElsewhere, {Sample(3, 5)});
  EXPECT_THAT(IdsOf(completions_.FindByRequest(kHere, {"request-1", "request-2", "request-3", "REQUEST-2"})),
              UnorderedElementsAre(1, 2));
  EXPECT_THAT(IdsOf(completions_.FindByAssignment(kHere, {3, 5, 6})), UnorderedElementsAre(1));
  EXPECT_THAT(completions_.FindByRequest(kHere, {}), IsEmpty());
}

TEST_F(CompletionTableTest, TheListIsNarrowedAndComesInPagesById) {
  completions_.Insert(kHere, {Sample(4, 3), Sample(1, 4), Sample(3, 103), Sample(2, 104)});
  completions_.Insert(kElsewhere, {Sample(5, 3)});
  EXPECT_THAT(Listed({}), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Listed({.person_id = 3}), ElementsAre(3, 4));
  EXPECT_THAT(Listed({.programme_id = 1}), ElementsAre(1, 4));
  EXPECT_THAT(Listed({.person_id = 4, .programme_id = 2}), ElementsAre(2));
  EXPECT_THAT(Listed({.module_id = 1, .after = 1, .limit = 2}), ElementsAre(2, 3));
  EXPECT_THAT(Listed({.module_id = 2}), IsEmpty());
}

}  // namespace
}  // namespace nanolearn::testing
