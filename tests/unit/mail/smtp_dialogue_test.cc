// What the replies of mail servers mean for a mail.

#include "service/mail/smtp_dialogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using Outcome = Delivery::Outcome;
using ::testing::HasSubstr;

// As far as the server's reply to the recipient or, if `content`, to the mail itself.
SmtpDialogue Said(const std::string& reply, bool content = false) {
  SmtpDialogue dialogue;
  for (const char* line : {"220 mail.example ESMTP", "250 mail.example"}) dialogue.HearReply(line);
  dialogue.HearCommand("MAIL FROM:<a@alvnas.example>\r\n");
  dialogue.HearReply("250 OK\r\n");
  dialogue.HearCommand("RCPT TO:<kim@alvnas.example>\r\n");
  if (content) {
    dialogue.HearReply("250 OK\r\n");
    dialogue.HearCommand("DATA\r\n");
    dialogue.HearReply("354 go on\r\n");
  }
  if (!reply.empty()) dialogue.HearReply(reply + "\r\n");
  return dialogue;
}

struct Case {
  std::string reply;
  Outcome outcome;
  bool refuses_recipient = false;
};

TEST(SmtpDialogueTest, TellsARecipientWhoTakesNoMailFromAServerThatDoesNotWantOurs) {
  for (const Case& one : std::vector<Case>{
           {"550 5.1.1 nobody of that name", Outcome::kRefused, true},
           {"550 5.1.10 RESOLVER.ADR.RecipientNotFound", Outcome::kRefused, true},
           {"550 5.2.1 mailbox disabled", Outcome::kRefused, true},
           {"552 5.2.2 mailbox full", Outcome::kRefused, true},
           {"550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", Outcome::kRefused, true},
           {"550 5.4.1 no answer from host", Outcome::kUnwelcome},
           {"550 no such user here", Outcome::kRefused, true},
           {"553 mailbox name not allowed", Outcome::kRefused, true},
           {"550 relaying denied", Outcome::kUnwelcome},
           {"550 Blocked by policy", Outcome::kUnwelcome},
           {"550 sender verify failed", Outcome::kUnwelcome},
           {"554 5.7.1 <kim@alvnas.example>: Relay access denied", Outcome::kUnwelcome},
           {"550 5.1.8 sender address rejected", Outcome::kUnwelcome},
           {"530 5.7.57 client not authenticated", Outcome::kUnwelcome},
           {"503 bad sequence of commands", Outcome::kUnwelcome},
           {"450 4.2.0 greylisted", Outcome::kTryLater},
           {"452 4.2.2 mailbox full", Outcome::kTryLater},
           {"421 4.3.2 closing", Outcome::kBroken},
           {"", Outcome::kBroken}}) {
    const Delivery delivery = Said(one.reply).Judge("connection reset");
    EXPECT_EQ(delivery.outcome, one.outcome) << one.reply;
    EXPECT_EQ(delivery.refuses_recipient, one.refuses_recipient) << one.reply;
  }
}

TEST(SmtpDialogueTest, ARefusalOfTheContentIsForGoodWhenItIsTheSameAtEachTry) {
  for (const Case& one : std::vector<Case>{
           {"552 5.3.4 message too big", Outcome::kRefused},
           {"552 message exceeds the size limit", Outcome::kRefused},
           {"554 5.6.0 malformed", Outcome::kRefused},
           {"550 5.1.1 nobody of that name", Outcome::kRefused, true},
           {"550 rejected", Outcome::kUnwelcome},
           {"554 5.7.1 looks like spam", Outcome::kUnwelcome},
           {"451 4.7.1 later", Outcome::kTryLater},
           {"421 4.3.2 closing", Outcome::kBroken},
           {"", Outcome::kBroken}}) {
    const Delivery delivery = Said(one.reply, /*content=*/true).Judge("connection reset");
    EXPECT_EQ(delivery.outcome, one.outcome) << one.reply;
    EXPECT_EQ(delivery.refuses_recipient, one.refuses_recipient) << one.reply;
  }
}

TEST(SmtpDialogueTest, AMailThatWasTakenIsSentWhateverGoesWrongAfterThat) {
  EXPECT_EQ(Said("250 2.0.0 queued", /*content=*/true).Judge("connection reset").outcome, Outcome::kSent);
}

TEST(SmtpDialogueTest, WhatGoesWrongBeforeTheSenderIsTakenIsAboutNoMail) {
  const auto judged = [](std::initializer_list<std::pair<const char*, const char*>> said) {
    SmtpDialogue dialogue;
    for (const auto& [command, reply] : said) {
      if (*command) dialogue.HearCommand(command);
      if (*reply) dialogue.HearReply(reply);
    }
    return dialogue.Judge("connection reset").outcome;
  };
  EXPECT_EQ(judged({}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "554 no"}}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "421 busy"}}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "220"}, {"EHLO x", "250"}, {"AUTH PLAIN", "535 5.7.8 wrong"}}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "220"}, {"MAIL FROM:<a@b.c>", "553 5.7.1 not yours"}}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "220"}, {"MAIL FROM:<a@b.c>", ""}}), Outcome::kUnreachable);
  EXPECT_EQ(judged({{"", "220"}, {"MAIL FROM:<a@b.c>", "250 OK"}}), Outcome::kBroken);
}

TEST(SmtpDialogueTest, TheReasonIsWhatTheServerSaidBeforeTheGoodbye) {
  SmtpDialogue dialogue = Said("450 4.2.0 greylisted");
  dialogue.HearCommand("QUIT\r\n");
  dialogue.HearReply("221 bye\r\n");
  EXPECT_THAT(dialogue.Judge("").reason, HasSubstr("450 4.2.0 greylisted"));
}

}  // namespace
}  // namespace nanolearn
