#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// What is to become of a mail whose turn has come.
struct MailCheck {
  enum class Verdict { kSend, kPostpone, kDrop };
  Verdict verdict = Verdict::kSend;
  absl::Time due;                   // of kPostpone
  std::string why;                  // of kDrop
  bool seemed_unreachable = false;  // an earlier mail to this person was refused for good
};

// For each of the mails, in order. Mail to people who work in an organisation goes only in its hours, and not
// when it has been overtaken: too much time has passed, its person has another address or a protected identity
// by now, nobody reports to its manager any more, or everything it tells of is done. Some statements for each
// organisation, however many mails.
std::vector<MailCheck> CheckMails(const ReadTransaction& tx, absl::Span<const MailTable::Claimed> mails,
                                  absl::Time now);

// When a mail of this kind may go that is to go at `time`.
absl::Time MailTimeFor(const Organisation& organisation, MailKind kind, absl::Time time);

}  // namespace nanolearn
