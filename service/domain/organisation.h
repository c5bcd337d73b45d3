#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/domain/mail_hours.h"

namespace nanolearn {

struct Organisation {
  Id id = kNoId;
  std::string slug;  // the id in names
  std::string display_name;
  std::string time_zone;   // IANA, known to be loadable
  int min_group_size = 5;  // smaller groups are hidden from those who may not know about individuals
  std::string language = "sv";  // of pages and mails to people who have chosen none: "sv" or "en"
  std::string contact_email;    // whom people can ask; empty: nobody is named
  MailHours mail_hours;
  int digest_weekday = 1;  // when managers get their digest: 1 Monday to 7 Sunday; 0: never
  std::vector<std::string> audit_recipients;  // addresses that are mailed once a week how far the audit goes
  absl::Time create_time;
  uint64_t version = 1;        // grows with every update; the etag
  uint64_t units_version = 0;  // grows with every change of its units
};

}  // namespace nanolearn
