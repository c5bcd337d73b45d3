#pragma once

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/app/module_cache.h"
#include "service/app/unit_trees.h"
#include "service/storage/mail_round_table.h"

namespace nanolearn {

// The daily mails of organisations, made once their mail hours have begun: people are told what the
// programmes' rules say (domain/mail_stage.h), then managers of those who are late, and once a week of all of
// theirs. Each step is a transaction that holds the round's row, so that any number of servers can take
// turns, and whoever takes over from one that died makes no mail twice. Used by one thread.
class MailRounds {
 public:
  explicit MailRounds(const Environment& env) : env_(env) {}

  struct Step {
    int mails = 0;
    int no_address = 0;   // people who were to be told something
    int unreachable = 0;  // the same, whose address takes no mail
    bool may_be_more = false;
  };
  // Does some of what there is to do today.
  absl::StatusOr<Step> Next(const Organisation& organisation);

 private:
  absl::StatusOr<bool> MustBegin(const Organisation& organisation);
  absl::Status Begin(const Organisation& organisation, Date today);
  // What a step of a round is to do outside of its transaction: the digests of some managers.
  struct Digests {
    Date day;
    std::vector<Id> managers;
  };
  absl::Status GoOn(WriteTransaction& tx, const Organisation& organisation, Date today, Step& step,
                    Digests& digests);
  absl::Status TellPeople(WriteTransaction& tx, const Organisation& organisation, const MailRound& round,
                          Date today, absl::Span<const Id> people, Step& step);
  absl::Status TellManagers(WriteTransaction& tx, const Organisation& organisation, Date today,
                            absl::Span<const Escalation> escalations, Step& step);
  absl::Status SendDigests(const Organisation& organisation, const Digests& digests, Step& step);

  Environment env_;
  ModuleCache modules_;
  UnitTrees trees_;
};

}  // namespace nanolearn
