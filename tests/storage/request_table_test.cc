#include "service/storage/mysql/request_table.h"

#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

class RequestTableTest : public TableTest {
 protected:
  mysql::MysqlRequestTable requests_{session_};
  const std::string fingerprint_ = std::string("\0\xff two", 6) + std::string(26, '\0');
};

TEST_F(RequestTableTest, ComesBackAsItWasWritten) {
  std::string result(1 << 20, '\0');
  for (size_t i = 0; i < result.size(); ++i) result[i] = static_cast<char>(i * 31);
  requests_.Insert(kHere, "r-1", {"SyncPeople", fingerprint_, result});
  const RequestRecord found = requests_.Find(kHere, "r-1").value();
  EXPECT_EQ(found.operation, "SyncPeople");
  EXPECT_EQ(found.fingerprint, fingerprint_);
  EXPECT_TRUE(found.result == result);
}

TEST_F(RequestTableTest, IdsAreTheOrganisationsOwnAndExact) {
  requests_.Insert(kHere, "r-1", {"A", fingerprint_, "here"});
  requests_.Insert(kElsewhere, "r-1", {"A", fingerprint_, "elsewhere"});
  requests_.Insert(kNoId, "r-1", {"A", fingerprint_, "installation"});
  requests_.Insert(kHere, "R-1", {"A", fingerprint_, "upper case"});
  EXPECT_EQ(requests_.Find(kHere, "r-1")->result, "here");
  EXPECT_EQ(requests_.Find(kElsewhere, "r-1")->result, "elsewhere");
  EXPECT_EQ(requests_.Find(kNoId, "r-1")->result, "installation");
  EXPECT_EQ(requests_.Find(kHere, "R-1")->result, "upper case");
  EXPECT_FALSE(requests_.Find(kElsewhere, "R-1"));
}

TEST_F(RequestTableTest, TheSecondOfTheSameIdIsRefusedByTheDatabase) {
  requests_.Insert(kHere, "r-1", {"A", fingerprint_, ""});
  try {
    requests_.Insert(kHere, "r-1", {"B", fingerprint_, ""});
    FAIL() << "it was taken";
  } catch (const mysql::DatabaseError& e) {
    EXPECT_EQ(e.number(), mysql::kDuplicateKey);
  }
}

}  // namespace
}  // namespace nanolearn::testing
