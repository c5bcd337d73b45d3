#include "service/domain/drop_file.h"

#include <gtest/gtest.h>

#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'795'000'000);

TEST(DropFile, HiddenOnesAndThoseUnderANameForTheTimeBeingAreNotDelivered) {
  for (const char* name :
       {"personal.csv", "personal.CSV", "personal", "part", "a.part.csv", "Åsas lista.csv"}) {
    EXPECT_TRUE(IsDelivered(name)) << name;
  }
  for (const char* name : {"", ".personal.csv", ".part", "personal.csv.part", "personal.csv.PART", "p.tmp",
                           "personal.csv.filepart", "personal.crdownload"}) {
    EXPECT_FALSE(IsDelivered(name)) << name;
  }
}

TEST(DropFile, IsSettledWhenItHasLookedTheSameForLongEnough) {
  SettledFiles files(absl::Seconds(10));
  const auto look = [&](int64_t bytes, absl::Time modify_time, int seconds) {
    files.Begin();
    const bool settled = files.See("personal.csv", {.inode = 1, .bytes = bytes, .modify_time = modify_time},
                                   kNow + absl::Seconds(seconds));
    files.End();
    return settled;
  };
  const absl::Time long_ago = kNow - absl::Hours(100);
  EXPECT_FALSE(look(5, long_ago, 0)) << "clients set times as they like";
  EXPECT_FALSE(look(9, long_ago, 9)) << "it grows";
  EXPECT_FALSE(look(9, long_ago, 18));
  EXPECT_FALSE(look(9, kNow, 19)) << "it was written over";
  EXPECT_FALSE(look(9, kNow, 28));
  EXPECT_TRUE(look(9, kNow, 29));
}

TEST(DropFile, IsNewAgainAfterItWasAwayOrReplaced) {
  SettledFiles files(absl::Seconds(10));
  const auto look = [&](bool there, uint64_t inode, int seconds) {
    files.Begin();
    const bool settled = there && files.See("a.csv", {.inode = inode}, kNow + absl::Seconds(seconds));
    files.End();
    return settled;
  };
  look(true, 1, 0);
  look(false, 1, 5);
  EXPECT_FALSE(look(true, 1, 10));
  EXPECT_FALSE(look(true, 2, 20)) << "another file of the same size and time";
  EXPECT_TRUE(look(true, 2, 30));
}

TEST(DropFile, AWorkNameTellsWhatItWasMadeOf) {
  for (const std::string name : {"personal_2026-11.csv", "a.b.c", ".", "Åsa Öberg.csv"}) {
    const auto parsed = ParseWorkName(FormatWorkName({5, 7, kNow, name}));
    ASSERT_TRUE(parsed) << name;
    EXPECT_EQ(parsed->pickup, 5u);
    EXPECT_EQ(parsed->server, 7u);
    EXPECT_EQ(parsed->claim_time, kNow);
    EXPECT_EQ(parsed->name, name);
  }
  for (const char* text : {"", "personal.csv", "a.b.1.c", "0000000000005.0000000000007.x.personal.csv"}) {
    EXPECT_FALSE(ParseWorkName(text)) << text;
  }
}

TEST(DropFile, ALongNameIsCutWithinWhatAFolderHolds) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "å";
  name += ".csv";
  const std::string finished = FinishedName(name, kNow, absl::UTCTimeZone(), 100);
  EXPECT_LT(finished.size() + std::string(".report.json.new").size(), 255u);
  EXPECT_TRUE(finished.ends_with("å.csv")) << finished;
  EXPECT_FALSE(FindNotUtf8(finished));
  EXPECT_LT(FormatWorkName({5, 7, kNow, name}).size(), 255u);
}

TEST(DropFile, AFinishedNameBeginsWithTheDayInTheOrganisation) {
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  const absl::Time night = absl::FromCivil(absl::CivilSecond(2026, 11, 24, 23, 30, 5), absl::UTCTimeZone());
  const std::string first = FinishedName("personal.csv", night, zone, 1);
  EXPECT_EQ(first, "2026-11-25_003005_personal.csv");
  EXPECT_EQ(FinishedName("personal.csv", night, zone, 2), "2026-11-25_003005_2_personal.csv");
  EXPECT_EQ(FinishedDay(first + ".report.txt"), absl::CivilDay(2026, 11, 25));
  for (const char* name : {"personal.csv", "2026-11-25", "2026-13-25_x", "20261125_003005_x"}) {
    EXPECT_FALSE(FinishedDay(name)) << name;
  }
}

}  // namespace
}  // namespace nanolearn
