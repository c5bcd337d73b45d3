#pragma once

#include <stop_token>
#include <vector>

#include "service/app/environment.h"
#include "service/jobs/job_log.h"
#include "service/mail/mailer.h"

namespace nanolearn {

// Sends what is in the outbox. Used by one thread; other servers may send from the same outbox.
class MailSender {
 public:
  // `mailer` outlives it; null: no mail can be sent, and mails wait. `pause` lies between looks at the
  // outbox.
  MailSender(const Environment& env, Mailer* mailer, absl::Duration pause)
      : env_(env), mailer_(mailer), pause_(pause) {}

  // Sends some of what is due; returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // What is to be written down of one try.
  struct Result {
    MailTable::Claimed tried;
    Delivery delivery;
  };

  void SayThatMailsWait();
  std::vector<MailTable::Claimed> Claim();
  void SendAll(std::vector<MailTable::Claimed> mails, std::stop_token stop);
  // Writes down what has been tried. False when the database cannot be reached: then nothing more is sent.
  bool Record();
  void Record(WriteTransaction& tx, const Result& result) const;
  void Report(JobLog& log);
  absl::Duration NextPause();

  Environment env_;
  Mailer* const mailer_;
  const absl::Duration pause_;
  bool said_that_mails_wait_ = false;
  int unreachable_ = 0;  // times in a row
  int sent_ = 0;         // since the last report
  std::vector<Result> results_;
};

}  // namespace nanolearn
