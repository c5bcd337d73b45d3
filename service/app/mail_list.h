#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/mail.h"
#include "service/storage/mail_table.h"

namespace nanolearn {

// A mail of the outbox as a caller may see it.
struct MailView {
  MailTable::Entry entry;  // without address and person when the caller may not read people
  Id person_id = kNoId;    // whoever goes on for the one it was written to
};

struct MailPage {
  std::vector<MailView> mails;
  std::string next_page_token;
};

// Operations on the outbox; the errors are those of mail_service.proto. Thread-safe.
class MailList {
 public:
  explicit MailList(const Environment& env) : env_(env) {}

  // Mails in a state, the last first.
  absl::StatusOr<MailPage> List(const Caller& caller, const std::string& organisation, MailState state,
                                const PageRequest& page);
  // Sends a mail that failed once more, to the address that its person has now.
  absl::Status Retry(const Caller& caller, const std::string& organisation, Id id, const std::string& request_id = "");

 private:
  Environment env_;
};

}  // namespace nanolearn
