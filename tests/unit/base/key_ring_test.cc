#include "service/base/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/key_file.h"

namespace nanolearn {
namespace {

using ::testing::HasSubstr;

// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = absl::StrCat(::testing::TempDir(), "/keysXXXXXX");
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string File(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

class KeyFile : public ::testing::Test {
 protected:
  void SetUp() override { InitSecrets(); }
};

TEST_F(KeyFile, IsReadByItsOwnerAlone) {
  const Folder folder;
  const std::string path = folder.File("key");
  const auto made = ReadOrMakeKeyFile(path);
  ASSERT_TRUE(made.ok()) << made.status();
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
  EXPECT_EQ(info.st_size, 32);
  const auto loaded = ReadOrMakeKeyFile(path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(*made, *loaded);
}

TEST_F(KeyFile, HasAKeyOfItsOwn) {
  const Folder folder;
  EXPECT_NE(ReadOrMakeKeyFile(folder.File("a")).value(), ReadOrMakeKeyFile(folder.File("b")).value());
}

TEST_F(KeyFile, OfAnotherLengthIsRefusedAndLeftAlone) {
  const Folder folder;
  for (const size_t bytes : {0, 31, 33}) {
    const std::string path = folder.File(absl::StrCat("key", bytes));
    std::ofstream(path) << std::string(bytes, 'x');
    EXPECT_EQ(ReadOrMakeKeyFile(path).status().code(), absl::StatusCode::kFailedPrecondition) << bytes;
    EXPECT_EQ(std::filesystem::file_size(path), bytes);
  }
}

TEST_F(KeyFile, InAFolderThatIsNotThereIsRefused) {
  const Folder folder;
  EXPECT_EQ(ReadOrMakeKeyFile(folder.File("none/key")).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(KeyFile, GetsFurtherKeysAtItsEnd) {
  const Folder folder;
  const std::string path = folder.File("key");
  const std::vector<HashKey> first = ReadOrMakeKeyFile(path).value();
  EXPECT_EQ(AddKeyToFile(path).value(), 2);
  EXPECT_EQ(AddKeyToFile(path).value(), 3);
  const std::vector<HashKey> all = ReadKeyFile(path).value();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0], first[0]);
  EXPECT_NE(all[1], all[2]);
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
}

TEST_F(KeyFile, OfAnotherUserGetsNoFurtherKey) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  const Folder folder;
  const std::string path = folder.File("key");
  ASSERT_TRUE(ReadOrMakeKeyFile(path).ok());
  constexpr uid_t kSomebody = 65534;
  ASSERT_EQ(chown(path.c_str(), kSomebody, static_cast<gid_t>(-1)), 0);
  const absl::Status status = AddKeyToFile(path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("sudo -u"));
  EXPECT_EQ(ReadKeyFile(path)->size(), 1u);
}

TEST_F(KeyFile, ThatCannotBeOpenedSaysWhy) {
  const Folder folder;
  EXPECT_THAT(std::string(ReadKeyFile(folder.File("key")).status().message()), HasSubstr("No such file"));
}

TEST_F(KeyFile, ThatIsNotThereGetsNoFurtherKey) {
  const Folder folder;
  EXPECT_EQ(AddKeyToFile(folder.File("key")).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(folder.File("key")));
}

// A ring on a file, and what the database says of its keys.
class KeyRingTest : public KeyFile {
 protected:
  void SetUp() override {
    InitSecrets();
    ring_ = KeyRing::Open(path_).value();
    EXPECT_TRUE(ring_->Follow({}).ok());
  }

  // As nanolearn keys use does.
  void Use(int number) {
    ASSERT_TRUE(ring_->Follow(records_).ok());
    while (static_cast<int>(records_.size()) < number) {
      const int next = static_cast<int>(records_.size()) + 1;
      records_.push_back({.number = next, .fingerprint = ring_->FingerprintOf(next)});
    }
    ASSERT_TRUE(ring_->Follow(records_).ok());
  }
  void Add() { ASSERT_TRUE(AddKeyToFile(path_).ok()); }

  const Folder folder_;
  const std::string path_ = folder_.File("key");
  std::unique_ptr<KeyRing> ring_;
  std::vector<KeyRecord> records_;
};

TEST_F(KeyRingTest, GoesOnWithItsKeyWhileAnotherIsOnlyAdded) {
  const HashKey first = ring_->InUse();
  Add();
  ASSERT_TRUE(ring_->Follow({}).ok());
  EXPECT_EQ(ring_->size(), 2);
  EXPECT_EQ(ring_->InUse(), first);
  EXPECT_EQ(ring_->Accepted().size(), 2u);
  EXPECT_EQ(ring_->Accepted().front(), first);
}

TEST_F(KeyRingTest, TakesUpTheKeyThatTheDatabaseNamesWithoutARestart) {
  const HashKey first = ring_->InUse();
  Add();
  Use(2);
  EXPECT_EQ(ring_->in_use_number(), 2);
  EXPECT_NE(ring_->InUse(), first);
  EXPECT_EQ(ring_->Accepted(), (std::vector<HashKey>{ring_->InUse(), first}));
}

TEST_F(KeyRingTest, AcceptsNothingOfARetiredKeyAndOpensWhatItSealed) {
  const Sealed sealed = ring_->Seal("files", "text", "place 1");
  EXPECT_EQ(sealed.key_number, 1);
  Add();
  Use(2);
  records_[0].retire_time = absl::UnixEpoch();
  ASSERT_TRUE(ring_->Follow(records_).ok());
  EXPECT_EQ(ring_->Accepted(), std::vector<HashKey>{ring_->InUse()});
  EXPECT_EQ(ring_->All().size(), 2u) << "it knows again what was made with it";
  EXPECT_EQ(ring_->All().front(), ring_->InUse());
  EXPECT_EQ(ring_->Open("files", sealed, "place 1").value(), "text");
  EXPECT_EQ(ring_->Seal("files", "text", "place 1").key_number, 2);
}

TEST_F(KeyRingTest, PassesOverWhatIsOlderThanWhatItKnows) {
  Add();
  Use(2);
  ASSERT_TRUE(ring_->Follow({}).ok());
  EXPECT_EQ(ring_->in_use_number(), 2);
}

TEST_F(KeyRingTest, SaysWhatIsMissingAndIsWellAgainOnceItIsThere) {
  const Folder elsewhere;
  std::filesystem::copy(path_, elsewhere.File("key"));
  const auto other = KeyRing::Open(elsewhere.File("key")).value();
  Add();
  Use(2);
  const absl::Status status = other->Follow(records_);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(DetailsOf(status).reason, "KEY_MISSING");
  EXPECT_EQ(other->Check(), status);
  EXPECT_EQ(other->in_use_number(), 1) << "it must not write with a key that it does not know to be right";
  EXPECT_FALSE(other->Layers(2).ok());
  std::filesystem::copy(path_, elsewhere.File("key"), std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(other->Follow(records_).ok());
  EXPECT_TRUE(other->Check().ok());
  EXPECT_EQ(other->InUse(), ring_->InUse());
}

TEST_F(KeyRingTest, RefusesAnotherKeyOfTheSameNumber) {
  const Folder elsewhere;
  std::filesystem::copy(path_, elsewhere.File("key"));
  ASSERT_TRUE(AddKeyToFile(elsewhere.File("key")).ok());
  const auto other = KeyRing::Open(elsewhere.File("key")).value();
  Add();
  Use(2);
  EXPECT_EQ(DetailsOf(other->Follow(records_)).reason, "KEY_MISSING");
  std::filesystem::copy(path_, elsewhere.File("key"), std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(other->Follow(records_).ok()) << "the right one may take its place";
}

// A second server that has made a file of its own, which nothing tells before the first rotation.
TEST_F(KeyRingTest, WithAnotherFirstKeyIsWellOnceTheFileIsCopiedBeforeOrAfterTheUse) {
  for (const bool before : {true, false}) {
    const Folder elsewhere;
    const auto other = KeyRing::Open(elsewhere.File("key")).value();
    ASSERT_TRUE(other->Follow({}).ok());
    const auto copy = [&] {
      std::filesystem::copy(path_, elsewhere.File("key"), std::filesystem::copy_options::overwrite_existing);
    };
    if (before) {
      Add();
      copy();
      EXPECT_TRUE(other->Follow({}).ok());
      EXPECT_NE(other->InUse(), ring_->InUse()) << "nothing says yet that these are right";
      Use(2);
    } else {
      EXPECT_EQ(DetailsOf(other->Follow(records_)).reason, "KEY_MISSING");
      copy();
    }
    EXPECT_TRUE(other->Follow(records_).ok()) << before;
    EXPECT_EQ(other->All(), ring_->All()) << before;
  }
}

TEST_F(KeyRingTest, IsNotWellAgainByWhatSomebodyHasReadBefore) {
  const Folder elsewhere;
  std::filesystem::copy(path_, elsewhere.File("key"));
  const auto other = KeyRing::Open(elsewhere.File("key")).value();
  Add();
  Use(2);
  ASSERT_FALSE(other->Follow(records_).ok());
  EXPECT_FALSE(other->Follow({}).ok());
  EXPECT_FALSE(other->Check().ok());
}

TEST_F(KeyRingTest, SaysOfHashesThatTheDatabaseHasNoKeysForThatItsTableIsWrong) {
  const absl::Status status = ring_->Layers(2).status();
  EXPECT_EQ(DetailsOf(status).reason, "KEY_MISSING");
  EXPECT_THAT(std::string(status.message()), HasSubstr("identity_keys"));
}

TEST_F(KeyRingTest, KeepsItsKeysWhenTheFileLosesThem) {
  Add();
  Use(2);
  const HashKey in_use = ring_->InUse();
  std::ofstream(path_, std::ios::trunc) << std::string(32, 'x');
  EXPECT_TRUE(ring_->Follow(records_).ok());
  EXPECT_EQ(ring_->InUse(), in_use);
  std::filesystem::remove(path_);
  EXPECT_TRUE(ring_->Follow(records_).ok());
  EXPECT_EQ(ring_->size(), 2);
}

TEST_F(KeyRingTest, PutsLayersOnWhatIsStoredAsOnWhatIsNew) {
  Add();
  Add();
  const std::string first = ring_->Layers(1)->Hash("personnummer", "196612089893");
  EXPECT_EQ(first, ring_->InUse().Hash("personnummer", "196612089893")) << "as it has always been";
  Use(3);
  const LayeredKey two = ring_->Layers(2).value(), three = ring_->Layers(3).value();
  EXPECT_NE(two.Hash("personnummer", "196612089893"), first);
  EXPECT_EQ(two.Deepen(first, 1), two.Hash("personnummer", "196612089893"));
  EXPECT_EQ(three.Deepen(two.Deepen(first, 1), 2), three.Hash("personnummer", "196612089893"));
  EXPECT_EQ(three.Deepen(first, 1), three.Hash("personnummer", "196612089893"));
  EXPECT_EQ(three.Hash("engagement key", "text", 16), three.Deepen(ring_->Layers(1)->Hash("engagement key", "text", 16), 1));
}

// What is stored would no longer be found if these changed.
TEST_F(KeyRingTest, PutsOnTheSameLayersInEveryRelease) {
  const LayeredKey key({HashKey(std::string(32, 'k')), HashKey(std::string(32, 'l'))});
  EXPECT_EQ(Hex(key.Hash("purpose", "data")), "cbb71b238531e3a003af8c22d2075c6eba00dd4ca7081fafce1ff597f5905272");
  EXPECT_EQ(Hex(key.Hash("purpose", "data", 16)), "f1c25e19d1754666526d1e943e2a2b4a");
}

}  // namespace
}  // namespace nanolearn
