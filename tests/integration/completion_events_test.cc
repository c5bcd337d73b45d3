// In which order completions and what takes them back are told of.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/app/figure_folder.h"
#include "service/app/operations.h"
#include "service/domain/resource_name.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

TEST(CompletionEvents, AreToldBeforeTheVoidThatComesBeforeTheFold) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  const std::string assignment = AllAssignments(admin, {}).at(0).name();
  server.Stop();  // nobody folds now
  const std::unique_ptr<Store> store = *mysql::MysqlStore::Open(server.database());
  IdGenerator ids(server.clock());
  KeyRing key(std::string(32, 'k'));
  Operations operations(Environment{*store, server.clock(), ids, key});
  const Caller caller{{.display_name = "admin", .role = Role::kAdmin}};

  const auto organisation = operations.completions.AuthoriseRecording(caller, "alvnas");
  ASSERT_TRUE(organisation.ok()) << organisation.status();
  const std::optional<Id> assignment_id = ParseId(assignment.substr(assignment.rfind('/') + 1));
  ASSERT_TRUE(assignment_id);
  const CompletionRequest request{.assignment_id = *assignment_id};
  const auto recorded = operations.completions.RecordAll(*organisation, absl::MakeConstSpan(&request, 1));
  ASSERT_TRUE(recorded.ok() && recorded->at(0).ok());
  const Id completion = recorded->at(0)->completion.id;
  const auto voided = operations.completions.Void(
      caller, {.organisation = "alvnas", .id = completion, .reason = "Fel person"});
  ASSERT_TRUE(voided.ok()) << voided.status();

  const auto told = [&] {
    std::vector<EventType> types;
    EXPECT_TRUE(store
                    ->Read([&](const ReadTransaction& tx) {
                      types.clear();
                      for (const Event& event : tx.events().After(organisation->id, 0, 1000)) {
                        if (event.subject_id == completion) types.push_back(event.type);
                      }
                      return absl::OkStatus();
                    })
                    .ok());
    return types;
  };
  EXPECT_THAT(told(), ElementsAre(EventType::kCompletionRecorded, EventType::kCompletionVoided));
  FigureFolder folder(operations.env);
  int folded = 0;
  do {
    const absl::StatusOr<int> some = folder.FoldSome(organisation->id);
    ASSERT_TRUE(some.ok()) << some.status();
    folded = *some;
  } while (folded > 0);
  EXPECT_THAT(told(), ElementsAre(EventType::kCompletionRecorded, EventType::kCompletionVoided))
      << "it is told once";
}

}  // namespace
}  // namespace nanolearn::testing
