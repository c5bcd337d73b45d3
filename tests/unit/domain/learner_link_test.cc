#include "service/domain/learner_link.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "service/domain/initials.h"

namespace nanolearn {
namespace {

const HashKey& Key() {
  static const auto* const kKey = new HashKey(std::string(32, 'k'));
  return *kKey;
}

LearnerLink Link(uint64_t number) {
  return {.organisation_id = 7, .number = number, .assignment_id = 11, .purpose = LinkPurpose::kMail};
}

bool Opens(const std::string& code, const LearnerLink& link) {
  const std::optional<ReadCode> read = ParseLinkCode(code);
  return read && IsProven(*read, link, Key());
}

TEST(LearnerLinkTest, ACodeIsSixteenLettersAndDigitsInFourGroupsThatLeadBackToTheLink) {
  std::set<uint64_t> numbers;
  for (int i = 0; i < 1000; ++i) {
    const LearnerLink link = Link(NewLinkNumber());
    const std::string code = LinkCode(link, Key());
    ASSERT_EQ(code.size(), 19) << code;
    for (const size_t at : {4, 9, 14}) EXPECT_EQ(code[at], '-') << code;
    EXPECT_EQ(code.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz-"), std::string::npos) << code;
    EXPECT_TRUE(Opens(code, link)) << code;
    EXPECT_LT(link.number, uint64_t{1} << 40);
    numbers.insert(link.number);
  }
  EXPECT_EQ(numbers.size(), 1000);
}

TEST(LearnerLinkTest, ACodeIsReadAsPeopleTypeIt) {
  const LearnerLink link = Link(0x0123456789);
  const std::string code = LinkCode(link, Key());
  EXPECT_TRUE(Opens(absl::AsciiStrToUpper(code), link));
  EXPECT_TRUE(Opens(absl::StrReplaceAll(code, {{"-", ""}}), link));
  EXPECT_TRUE(Opens("  " + absl::StrReplaceAll(code, {{"-", " "}}) + "\n", link));
  EXPECT_TRUE(Opens(absl::StrReplaceAll(code, {{"0", "o"}, {"1", "l"}}), link));
  EXPECT_TRUE(Opens(absl::StrReplaceAll(code, {{"0", "O"}, {"1", "I"}}), link));
}

TEST(LearnerLinkTest, WhatIsNoCodeIsReadAsNone) {
  for (const char* text : {"", "k7mq", "k7mq-2x9d-hj4n-p3r", "k7mq-2x9d-hj4n-p3raa", "u7mq-2x9d-hj4n-p3ra",
                           "k7mq-2x9d-hj4n-p3r\xc3\xa5", "k7mq/2x9d/hj4n/p3ra", "../../../../../../.."}) {
    EXPECT_FALSE(ParseLinkCode(text)) << text;
  }
  EXPECT_FALSE(ParseLinkCode(std::string(1 << 20, 'a')));
  EXPECT_FALSE(ParseLinkCode(std::string(1 << 20, '-') + "k7mq-2x9d-hj4n-p3ra"));
}

TEST(LearnerLinkTest, ACodeWithAnyOtherLetterInItOpensNothing) {
  const LearnerLink link = Link(0x00F1E2D3C4);
  const std::string code = LinkCode(link, Key());
  for (size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '-') continue;
    for (const char other : std::string("0123456789abcdefghjkmnpqrstvwxyz")) {
      std::string forged = code;
      forged[at] = other;
      EXPECT_EQ(Opens(forged, link), forged == code) << forged;
    }
  }
}

TEST(LearnerLinkTest, ACodeOpensOnlyTheLinkItWasMadeFor) {
  const LearnerLink link = Link(42);
  const std::string code = LinkCode(link, Key());
  LearnerLink other = link;
  other.organisation_id = 8;
  EXPECT_FALSE(Opens(code, other));
  other = link;
  other.assignment_id = 12;
  EXPECT_FALSE(Opens(code, other))
      << "somebody who can write to the database cannot turn a link to another lesson";
  other = link;
  other.purpose = LinkPurpose::kScreen;
  EXPECT_FALSE(Opens(code, other));
  other = link;
  other.expire_time = absl::FromUnixSeconds(1);
  EXPECT_TRUE(Opens(code, other)) << "times may be moved";
  EXPECT_FALSE(IsProven(*ParseLinkCode(code), link, HashKey(std::string(32, 'l'))))
      << "another installation's key";
}

TEST(LearnerLinkTest, ALinkIsCalledByItsFirstHalf) {
  const LearnerLink link = Link(0xABCDE12345);
  const std::string text = LinkNumberText(link.number);
  EXPECT_EQ(text, absl::StrReplaceAll(LinkCode(link, Key()), {{"-", ""}}).substr(0, 8));
  EXPECT_EQ(ParseLinkNumber(text), link.number);
  EXPECT_EQ(LinkNumberText(0), "00000000");
  EXPECT_FALSE(ParseLinkNumber("k7mq"));
  EXPECT_FALSE(ParseLinkNumber("k7mq-2x9d-hj4n-p3ra"));
}

TEST(LearnerLinkTest, ALinkIsGoodUntilItExpiresOrIsRevoked) {
  LearnerLink link = Link(1);
  link.expire_time = absl::FromUnixSeconds(100);
  EXPECT_TRUE(link.ValidAt(absl::FromUnixSeconds(99)));
  EXPECT_FALSE(link.ValidAt(absl::FromUnixSeconds(100)));
  link.revoke_time = absl::FromUnixSeconds(50);
  EXPECT_TRUE(link.ValidAt(absl::FromUnixSeconds(49)));
  EXPECT_FALSE(link.ValidAt(absl::FromUnixSeconds(50)));
}

TEST(LearnerLinkTest, PurposesHaveNamesThatLeadBackToThem) {
  for (const LinkPurpose purpose : {LinkPurpose::kMail, LinkPurpose::kScreen}) {
    EXPECT_EQ(ParseLinkPurpose(LinkPurposeName(purpose)), purpose);
  }
  EXPECT_FALSE(ParseLinkPurpose("PAPER"));
}

TEST(ScreenCodeTest, IsSixLettersThatCannotBeTakenForEachOtherEachAsOftenAsAnother) {
  std::map<char, int> counts;
  constexpr int kCodes = 6000;
  for (int i = 0; i < kCodes; ++i) {
    const std::string code = NewScreenCode();
    ASSERT_EQ(code.size(), 6);
    EXPECT_EQ(ParseScreenCode(code), code);
    for (const char c : code) ++counts[c];
  }
  EXPECT_EQ(counts.size(), 18);
  for (const char c : std::string("AEIOUYLV015")) EXPECT_EQ(counts.count(c), 0) << c;
  for (const auto& [letter, count] : counts) {
    EXPECT_NEAR(count, kCodes * 6 / 18, 300) << letter << ": about seven standard deviations";
  }
}

TEST(ScreenCodeTest, IsReadAsPeopleTypeIt) {
  EXPECT_EQ(ParseScreenCode(" bcd-fgh "), "BCDFGH");
  EXPECT_EQ(ParseScreenCode("bcd fgh"), "BCDFGH");
  for (const char* text : {"", "BCDFG", "BCDFGHJ", "BCDFGA", "BCDFG1", "<b>bcd"})
    EXPECT_FALSE(ParseScreenCode(text)) << text;
  EXPECT_FALSE(ParseScreenCode(std::string(1 << 20, 'B')));
}

TEST(InitialsTest, AreTheFirstCapitalLetters) {
  EXPECT_EQ(Initials("Karin", "Öberg"), "KÖ");
  EXPECT_EQ(Initials("Carl-Gustaf", "Åkerström"), "CÅ");
  EXPECT_EQ(Initials("Maja", "de la Gardie"), "MG");
  EXPECT_EQ(Initials("karl", "svensson"), "KS");
  EXPECT_EQ(Initials("محمد", "حسن"), "مح") << "letters that know no case";
  EXPECT_EQ(Initials("  ", "Ek"), "E");
  EXPECT_EQ(Initials("", ""), "");
  EXPECT_EQ(Initials("<script>", "Ek").size(), 2) << "never more than one letter of each";
}

}  // namespace
}  // namespace nanolearn
