#include "service/storage/mysql/module_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class ModuleTableTest : public TableTest {
 protected:
  static ModuleSummary Sample(Id id, const std::string& slug, int revision = 1) {
    return {.id = id,
            .slug = slug,
            .display_name = "Nätfiske " + std::to_string(revision),
            .kind = "LESSON",
            .minutes = 2,
            .topics = {"phishing", "mail"},
            .languages = {"sv", "en"},
            .revision = revision,
            .checksum = std::string(64, 'c'),
            .publish_time = kNow};
  }

  mysql::MysqlModuleTable modules_{session_};
};

TEST_F(ModuleTableTest, ComesBackAsItWasPublished) {
  modules_.InsertRevision(kHere, Sample(50, "phishing"), {{"sv.md", "# Nätfiske"}});
  const ModuleSummary found = modules_.Find(kHere, "phishing").value();
  EXPECT_EQ(found.id, 50u);
  EXPECT_EQ(found.display_name, "Nätfiske 1");
  EXPECT_EQ(found.kind, "LESSON");
  EXPECT_EQ(found.minutes, 2);
  EXPECT_THAT(found.topics, ElementsAre("phishing", "mail"));
  EXPECT_THAT(found.languages, ElementsAre("sv", "en"));
  EXPECT_EQ(found.revision, 1);
  EXPECT_EQ(found.checksum, std::string(64, 'c'));
  EXPECT_EQ(found.publish_time, kNow);
  EXPECT_FALSE(modules_.Find(kElsewhere, "phishing"));
  EXPECT_FALSE(modules_.Find(kHere, "phishin"));
}

TEST_F(ModuleTableTest, ALaterRevisionIsShownAndAnEarlierOneStays) {
  modules_.InsertRevision(kHere, Sample(50, "phishing"), {{"sv.md", "one"}, {"en.md", "first"}});
  ModuleSummary second = Sample(50, "phishing", 2);
  second.topics.clear();
  modules_.InsertRevision(kHere, second, {{"sv.md", "two"}});

  EXPECT_EQ(modules_.Find(kHere, "phishing")->revision, 2);
  EXPECT_THAT(modules_.Find(kHere, "phishing")->topics, IsEmpty());
  EXPECT_EQ(modules_.FindRevision(kHere, 50, 1)->display_name, "Nätfiske 1");
  EXPECT_FALSE(modules_.FindRevision(kHere, 50, 3));
  EXPECT_THAT(modules_.Files(kHere, 50, 1),
              ElementsAre(std::pair("en.md", "first"), std::pair("sv.md", "one")));
  EXPECT_THAT(modules_.Files(kHere, 50, 2), ElementsAre(std::pair("sv.md", "two")));
  EXPECT_THAT(modules_.Files(kElsewhere, 50, 1), IsEmpty());
}

TEST_F(ModuleTableTest, FilesAreBytes) {
  std::string picture(200 << 10, '\0');
  for (size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<char>(i * 13);
  const ModuleFiles files = {{"picture.png", picture}, {"empty.md", ""}};
  modules_.InsertRevision(kHere, Sample(50, "phishing"), files);
  EXPECT_TRUE(modules_.Files(kHere, 50, 1) == files);
}

TEST_F(ModuleTableTest, ListsPageBySlugWithTheLatestRevisionOfEach) {
  modules_.InsertRevision(kHere, Sample(50, "b"), {});
  modules_.InsertRevision(kHere, Sample(50, "b", 2), {});
  modules_.InsertRevision(kHere, Sample(51, "a"), {});
  modules_.InsertRevision(kHere, Sample(52, "c"), {});
  std::vector<std::pair<std::string, int>> seen;
  for (const ModuleSummary& m : modules_.List(kHere, "", 2)) seen.emplace_back(m.slug, m.revision);
  for (const ModuleSummary& m : modules_.List(kHere, "b", 2)) seen.emplace_back(m.slug, m.revision);
  EXPECT_THAT(seen, ElementsAre(std::pair("a", 1), std::pair("b", 2), std::pair("c", 1)));
}

TEST_F(ModuleTableTest, AllThatExistAreFoundByTheirIds) {
  modules_.InsertRevision(kHere, Sample(50, "a"), {});
  modules_.InsertRevision(kHere, Sample(51, "b"), {});
  modules_.InsertRevision(kHere, Sample(51, "b", 2), {});
  modules_.InsertRevision(kElsewhere, Sample(53, "d"), {});
  std::vector<std::pair<Id, int>> seen;
  for (const ModuleSummary& m : modules_.FindAll(kHere, {51, 50, 53, 99, 50}))
    seen.emplace_back(m.id, m.revision);
  EXPECT_THAT(seen, UnorderedElementsAre(std::pair(50, 1), std::pair(51, 2)));
  EXPECT_THAT(modules_.FindAll(kHere, {}), IsEmpty());
}

}  // namespace
}  // namespace nanolearn::testing
