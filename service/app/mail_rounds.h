#pragma once

#include "absl/container/flat_hash_map.h"
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
  // How far this server has come with managers who are told of those who are late.
  struct Progress {
    Date day;
    Id after = kNoId;
    bool done = false;
  };

  absl::StatusOr<bool> MustBegin(const Organisation& organisation);
  absl::Status Begin(const Organisation& organisation, Date today);
  absl::Status GoOn(WriteTransaction& tx, const Organisation& organisation, Date today, Progress& progress,
                    Step& step);
  absl::Status TellPeople(WriteTransaction& tx, const Organisation& organisation, const MailRound& round,
                          Date today, absl::Span<const Id> people, Step& step);
  absl::Status TellManagers(WriteTransaction& tx, const Organisation& organisation, Date round_day,
                            Progress& progress, Step& step);

  Environment env_;
  ModuleCache modules_;
  UnitTrees trees_;
  absl::flat_hash_map<Id, Progress> progress_;  // by organisation
};

}  // namespace nanolearn
