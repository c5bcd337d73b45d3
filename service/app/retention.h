#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/person_erasure.h"
#include "service/storage/privacy_table.h"

namespace nanolearn {

struct RetentionPreview {
  std::vector<FormerPerson> people;
  std::string next_page_token;
  int64_t total = 0;
  int months = 0;  // the rule that was looked at
};

// For how long an organisation keeps people after they have left. Nobody is erased without a rule. The errors are those of
// privacy_service.proto. Thread-safe.
class Retention {
 public:
  explicit Retention(const Environment& env) : env_(env), erasures_(env) {}

  absl::StatusOr<RetentionRule> Get(const Caller& caller, const std::string& organisation);
  // From tomorrow on, so that there is a day for looking at whom it erases.
  absl::StatusOr<RetentionRule> Set(const Caller& caller, const std::string& organisation, int months,
                                    const std::string& request_id);
  // Whom a rule of `months` would erase today; 0: the organisation's own rule.
  absl::StatusOr<RetentionPreview> Preview(const Caller& caller, const std::string& organisation, int months,
                                           const PageRequest& page);

  struct Step {
    int erased = 0;
    int refused = 0;  // who must not be erased yet, for what PersonErasures says
    Id last = kNoId;  // where the next step goes on
    bool may_be_more = false;
  };
  // Erases some of those whom the rule says, after `after` by id, each in a transaction of their own.
  absl::StatusOr<Step> EraseSome(const Organisation& organisation, Id after);

 private:
  // What directories say of users who never became people, as long as people are kept.
  absl::Status ForgetStrangers(const Organisation& organisation, Date day);

  Environment env_;
  PersonErasures erasures_;
};

// Who left on this day or earlier was gone for so many months on `today`.
Date LastDayToErase(Date today, int months);

}  // namespace nanolearn
