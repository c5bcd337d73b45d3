#pragma once

#include <stop_token>
#include <string>

#include "service/domain/mail.h"

namespace nanolearn {

// What became of one try to send a mail.
struct Delivery {
  enum class Outcome {
    kSent,
    kTryLater,     // this mail was not taken for now
    kUnwelcome,    // not for what it is, but for who sends it or how: that is for the operator to mend
    kRefused,      // this mail will never be taken
    kBroken,       // the server went away in the middle of this mail, because of it or by itself
    kUnreachable,  // nothing to do with this mail: no mail can be sent for now
  };
  Outcome outcome = Outcome::kSent;
  std::string reason;  // a sentence, with what the other server said; empty when it was sent
  bool refuses_recipient = false;  // of kRefused: nobody is reached at that address, whatever is sent there
};

// Where mails go. Not thread-safe.
class Mailer {
 public:
  virtual ~Mailer() = default;
  // Tries once. `message_id` ("0c5q...@alvnas.example") is the same for each try, so that a mail that arrives
  // twice, because the answer to the first try was lost, can be told by it. Ends early when `stop` is asked
  // for, unless the mail is being given away already.
  virtual Delivery Send(const Mail& mail, const std::string& message_id, absl::Time now,
                        std::stop_token stop) = 0;
  // The part of message ids after the @.
  virtual const std::string& domain() const = 0;
};

}  // namespace nanolearn
