#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/erasure.h"
#include "service/domain/mail.h"
#include "service/domain/web_session.h"
#include "service/storage/directory_table.h"
#include "service/storage/mail_round_table.h"

namespace nanolearn {

// By what everything is found that is known of one human.
struct PersonTraces {
  struct Key {
    Id source_id = kNoId;
    std::string key;  // without a number
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  std::vector<Id> people;  // the human, and who were merged into them
  std::vector<Id> assignments;
  std::vector<Id> engagements;         // all versions, also those that held on no day
  std::vector<Id> directory_users;     // deleted ones too, and those known by an address who never were active
  std::vector<std::string> addresses;  // that nobody else has had, as they were written and in small letters
  std::vector<Key> keys;               // that sources know them by, and that nobody else has had
  std::vector<std::string> words;      // whatever text there is about them
};

// For how long people are kept after they have left.
struct RetentionRule {
  int months_after_leaving = 0;  // 0: for ever
  Date valid_from = kFirstDate;  // nobody is erased by it before

  friend bool operator==(const RetentionRule&, const RetentionRule&) = default;
};

// Somebody without an engagement today or later.
struct FormerPerson {
  Id person_id = kNoId;
  Date left_on;  // the first day without an engagement; the day they became known, when they never had one
};

// What goes through all tables because it is about one human.
class PrivacyTable {
 public:
  virtual ~PrivacyTable() = default;

  virtual PersonTraces Traces(Id organisation_id, absl::Span<const Id> people) const = 0;

  // What Erase would blank or delete, by kind; kinds of which there is nothing are left out.
  virtual std::vector<ErasureCount> CountErasable(Id organisation_id, const PersonTraces& traces) const = 0;
  // Blanks and deletes who they were. What figures are counted from stays as it is.
  virtual std::vector<ErasureCount> Erase(Id organisation_id, const PersonTraces& traces, absl::Time now) = 0;
  // Those of `people` who were erased.
  virtual std::vector<Id> Erased(Id organisation_id, absl::Span<const Id> people) const = 0;

  virtual RetentionRule Rule(Id organisation_id) const = 0;
  virtual void SetRule(Id organisation_id, const RetentionRule& rule) = 0;
  // Who left on `day` or earlier, was not erased yet and not merged into another; by id, those after `after`.
  virtual std::vector<FormerPerson> LeftBy(Id organisation_id, Date day, Id after, int limit) const = 0;
  virtual int64_t CountLeftBy(Id organisation_id, Date day) const = 0;

  // What is kept by these traces and no other table finds by them.
  struct SentMail {
    Mail mail;
    MailState state = MailState::kWaiting;
    absl::Time end_time = absl::InfiniteFuture();
  };
  virtual std::vector<SentMail> Mails(Id organisation_id, const PersonTraces& traces) const = 0;
  virtual std::vector<WebSession> Sessions(Id organisation_id, absl::Span<const std::string> addresses) const = 0;
  virtual std::vector<DirectoryUser> DirectoryUsers(Id organisation_id, absl::Span<const Id> ids) const = 0;
  virtual int CountIdentities(Id organisation_id, absl::Span<const Id> people) const = 0;
  struct Merge {
    Id person_id = kNoId, merged_person_id = kNoId;
    absl::Time create_time;
    absl::Time undo_time = absl::InfiniteFuture();
  };
  virtual std::vector<Merge> Merges(Id organisation_id, absl::Span<const Id> people) const = 0;
  // Managers who were told that they are late.
  virtual std::vector<Escalation> Escalations(Id organisation_id, absl::Span<const Id> assignment_ids) const = 0;
};

}  // namespace nanolearn
