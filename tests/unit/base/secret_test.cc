#include "service/base/secret.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

class Secret : public ::testing::Test {
 protected:
  void SetUp() override { InitSecrets(); }
};

TEST_F(Secret, CanBePreparedForTwice) {
  InitSecrets();
  InitSecrets();
}

TEST_F(Secret, HashesAsTheStandardSays) {
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256("").size(), 32);
}

TEST_F(Secret, IsWrittenInHexadecimal) {
  EXPECT_EQ(Hex(""), "");
  EXPECT_EQ(Hex(absl::string_view("\x00\x0f\xff", 3)), "000fff");
}

TEST_F(Secret, IsATokenOf52LettersAndDigitsAfterItsPrefix) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = NewToken();
    EXPECT_EQ(token.size(), 55);
    EXPECT_TRUE(absl::StartsWith(token, "nl_"));
    EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", 3), std::string::npos) << token;
    seen.insert(token);
  }
  EXPECT_EQ(seen.size(), 1000);
}

TEST_F(Secret, IsARequestIdOf32HexadecimalDigits) {
  const std::string id = NewRequestId();
  EXPECT_EQ(id.size(), 32);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(id, NewRequestId());
}

TEST_F(Secret, HasAsManyBytesAsAsked) {
  EXPECT_EQ(RandomBytes(0).size(), 0);
  EXPECT_EQ(RandomBytes(33).size(), 33);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
}

// What is stored would no longer be found if these changed.
TEST_F(Secret, HashesWithAKeyTheSameInEveryRelease) {
  const HashKey key(std::string(32, 'k'));
  EXPECT_EQ(Hex(key.Hash("purpose", "data")),
            "5ca2d076eacfbc2531bfea33fe537aa76bcf1e09db463fa9db19bd71ad83d872");
}

TEST_F(Secret, KeepsTheHashesOfPurposesAndKeysApart) {
  const HashKey key(std::string(32, 'k'));
  EXPECT_NE(key.Hash("a", "bc"), key.Hash("ab", "c"));
  EXPECT_NE(key.Hash("a", "b"), key.Hash("b", "b"));
  EXPECT_NE(key.Hash("a", "b"), HashKey(std::string(32, 'l')).Hash("a", "b"));
  EXPECT_NE(key.Hash("a", ""), Sha256(absl::string_view("a\0", 2)));
}

TEST_F(Secret, WhatIsSealedIsOpenedWithTheSameKeyForTheSameContext) {
  const SealKey key = SealKey::Derive(HashKey(std::string(32, 'k')), "files");
  for (const std::string& plain : {std::string(), std::string("19800101-1234"), std::string(1 << 20, '\0')}) {
    const std::string sealed = key.Seal(plain, "place 1");
    EXPECT_EQ(sealed.size(), plain.size() + SealKey::kSealBytes);
    const auto opened = key.Open(sealed, "place 1");
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_TRUE(*opened == plain);
  }
}

TEST_F(Secret, ASealShowsNothingOfWhatIsInItAndIsAnotherOneEachTime) {
  const SealKey key = SealKey::Derive(HashKey(std::string(32, 'k')), "files");
  const std::string sealed = key.Seal("19800101-1234", "");
  EXPECT_EQ(sealed.find("1980"), std::string::npos);
  EXPECT_NE(sealed, key.Seal("19800101-1234", ""));
}

TEST_F(Secret, AnotherKeyAnotherPurposeAndAnotherContextDoNotOpenASeal) {
  const HashKey key(std::string(32, 'k'));
  const std::string sealed = SealKey::Derive(key, "files").Seal("text", "place 1");
  EXPECT_EQ(SealKey::Derive(HashKey(std::string(32, 'l')), "files").Open(sealed, "place 1").status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_FALSE(SealKey::Derive(key, "other").Open(sealed, "place 1").ok());
  EXPECT_FALSE(SealKey::Derive(key, "files").Open(sealed, "place 2").ok());
}

TEST_F(Secret, TokensAreKnownByTheirForm) {
  const std::string token = NewToken();
  EXPECT_TRUE(HasTokenForm(token));
  for (const std::string& other : {std::string(), std::string("nl_"), token + "a", token.substr(1),
                                   token.substr(0, 54), token.substr(0, 54) + " "}) {
    EXPECT_FALSE(HasTokenForm(other)) << other;
  }
}

TEST_F(Secret, ADamagedSealIsNotOpened) {
  const SealKey key = SealKey::Derive(HashKey(std::string(32, 'k')), "files");
  const std::string sealed = key.Seal("text", "");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string damaged = sealed;
    damaged[i] ^= 1;
    EXPECT_FALSE(key.Open(damaged, "").ok()) << i;
    EXPECT_FALSE(key.Open(sealed.substr(0, i), "").ok()) << i;
  }
  EXPECT_FALSE(key.Open(sealed + "x", "").ok());
}

}  // namespace
}  // namespace nanolearn
