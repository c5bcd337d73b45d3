#pragma once

#include <stop_token>
#include <vector>

#include "service/app/environment.h"
#include "service/jobs/job_log.h"
#include "service/mail/mail_server_health.h"
#include "service/mail/mailer.h"

namespace nanolearn {

struct MailPace {
  absl::Duration pause = absl::Seconds(2);  // between looks at the outbox
  int per_minute = 600;                     // of all servers together; a few more when several look at once
};

// Sends what is in the outbox. Used by one thread; other servers may send from the same outbox.
class MailSender {
 public:
  // `mailer` outlives it; null: no mail can be sent, and mails wait.
  MailSender(const Environment& env, Mailer* mailer, const MailPace& pace)
      : env_(env), mailer_(mailer), pace_(pace) {}

  // Sends some of what is due; returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  struct Turn {
    MailTable::Claimed claimed;
    bool seemed_unreachable = false;
  };
  // What is to be written down of one try, or of none.
  struct Result {
    Turn turn;
    Delivery delivery;
  };
  // Whose turn it is.
  struct Batch {
    std::vector<Turn> turns;
    bool may_be_more = false;
    MailTable::ClaimEnds until;
  };

  void SayThatMailsWait();
  // Without those that are not to be sent, or not now.
  Batch Claim();
  void SendAll(Batch batch, std::stop_token stop);
  Delivery Send(const MailTable::Claimed& claimed, std::stop_token stop);
  // Writes down what has been tried. False when the database cannot be reached: then nothing more is sent.
  bool Record();
  void Record(WriteTransaction& tx, const Result& result) const;
  void RecordReach(WriteTransaction& tx, const Result& result) const;
  void RecordTryLater(WriteTransaction& tx, const Result& result) const;
  void LogTrouble();
  void Report(JobLog& log);

  Environment env_;
  Mailer* const mailer_;
  const MailPace pace_;
  MailServerHealth health_;
  bool said_that_mails_wait_ = false;
  bool in_trouble_ = false;  // as was last logged
  int sent_ = 0;             // since the last report
  std::vector<Result> results_;
};

}  // namespace nanolearn
