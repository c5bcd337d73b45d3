#include "service/domain/audit_anchor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/secret.h"
#include "service/domain/audit_mail.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Id kAlvnas = 77;
const absl::Time kTime = absl::FromUnixSeconds(1'795'000'000);

AuditHead Head(uint64_t sequence) { return {sequence, Sha256(absl::StrCat(sequence))}; }

std::vector<uint64_t> SequencesIn(absl::string_view text) {
  std::vector<uint64_t> sequences;
  const absl::StatusOr<std::vector<AuditAnchor>> anchors = ParseAnchors(text);
  EXPECT_TRUE(anchors.ok()) << anchors.status() << " in:\n" << text;
  if (!anchors.ok()) return {};
  for (const AuditAnchor& anchor : *anchors) {
    EXPECT_EQ(anchor.head, Head(anchor.head.sequence));
    sequences.push_back(anchor.head.sequence);
  }
  return sequences;
}

TEST(AuditAnchorTest, IsFoundInWhateverAuditHeadHasPrinted) {
  const std::string hash = Hex(Head(1200).hash);
  for (const std::string& text :
       {FormatAnchor(Head(1200)), absl::StrCat("1200\t", hash, "\t2026-11-24T11:00:00Z\n"),
        absl::StrCat("sequence,hash,time\r\n1200,", hash, ",2026-11-24T11:00:00Z\r\n"),
        absl::StrCat("sequence\t1200\nhash\t", hash, "\ntime\t2026-11-24T11:00:00Z\n"),
        absl::StrCat("Entry:  1200\nHash:   ", hash, "\nTime:   2026-11-24 12:00 CET\n")}) {
    EXPECT_THAT(SequencesIn(text), ElementsAre(1200));
    EXPECT_FALSE(ParseAnchors(text)->front().organisation_id);
  }
}

TEST(AuditAnchorTest, OfAFileSaysWhoseChainItIs) {
  const std::string text = absl::StrCat(AnchorLine(kTime, kNoId, "", Head(3)), "\n",
                                        AnchorLine(kTime, kAlvnas, "alvnas", Head(1200)), "\n");
  EXPECT_THAT(text, HasSubstr(absl::StrCat("2026-11-18T11:06:40Z organisations/alvnas ", FormatId(kAlvnas), " 1200 ")));
  EXPECT_THAT(SequencesIn(text), ElementsAre(3, 1200));
  EXPECT_EQ(ParseAnchors(text)->front().organisation_id, kNoId);
  EXPECT_EQ(ParseAnchors(text)->back().organisation_id, kAlvnas);
  EXPECT_EQ(AnchorLineTime(AnchorLine(kTime, kAlvnas, "alvnas", Head(3))), kTime);
  EXPECT_FALSE(AnchorLineTime("2026-11-18T11:06:40Z organisations/alvnas"));
}

TEST(AuditAnchorTest, IsFoundInAMailAsSomebodyHasPastedIt) {
  Organisation organisation;
  organisation.slug = "alvnas";
  organisation.display_name = "Älvnäs kommun";
  organisation.time_zone = "Europe/Stockholm";
  const Mail mail = AuditHeadMail(organisation, Head(1200), kTime);
  EXPECT_THAT(mail.text, HasSubstr("granskningsloggen för Älvnäs kommun"));
  EXPECT_THAT(mail.text, HasSubstr("the audit of Älvnäs kommun"));
  EXPECT_THAT(mail.text, HasSubstr("18 november 2026 kl. 12:06"));
  EXPECT_EQ(mail.subject.find('\n'), std::string::npos);
  EXPECT_THAT(SequencesIn(mail.text), ElementsAre(1200, 1200)) << "in both languages";
  const std::string quoted = absl::StrCat("> ", absl::StrReplaceAll(mail.text, {{"\n", "\r\n> "}}));
  EXPECT_THAT(SequencesIn(quoted), ElementsAre(1200, 1200));
  const std::string wrapped = absl::StrReplaceAll(mail.text, {{"1200 ", "1200\n"}});
  EXPECT_THAT(SequencesIn(wrapped), ElementsAre(1200, 1200));
}

TEST(AuditAnchorTest, IsNotPassedOverInSilenceWhenItIsCutOffOrMissing) {
  const std::string whole = FormatAnchor(Head(1200));
  for (const std::string& text : {std::string(), std::string("Spara mejlet."), whole.substr(0, whole.size() - 1), whole + "0",
                                  whole.substr(5), absl::StrCat("abc ", Hex(Head(1).hash)),
                                  absl::StrCat(whole, "\n1300 ", Hex(Head(1300).hash).substr(0, 40))}) {
    EXPECT_FALSE(ParseAnchors(text).ok()) << text;
  }
}

}  // namespace
}  // namespace nanolearn
