#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"

namespace nanolearn {

struct OrganisationList {
  std::vector<Organisation> organisations;
  std::string next_page_token;
};

// What is absent stays as it is.
struct OrganisationChanges {
  std::optional<std::string> display_name;
  std::optional<std::string> time_zone;
  std::optional<int> min_group_size;
  std::optional<std::string> language;
  std::optional<std::string> contact_email;
  std::optional<MailHours> mail_hours;
  std::optional<int> digest_weekday;
  std::optional<std::vector<std::string>> audit_recipients;
};

// Operations on organisations; the errors are those of organisation_service.proto. Thread-safe.
class Organisations {
 public:
  explicit Organisations(const Environment& env) : env_(env) {}

  // `wanted` has slug and settings; what it has else is not looked at.
  absl::StatusOr<Organisation> Create(const Caller& caller, Organisation wanted,
                                      const std::string& request_id);
  absl::StatusOr<Organisation> Get(const Caller& caller, const std::string& slug);
  absl::StatusOr<OrganisationList> List(const Caller& caller, const PageRequest& page);
  // An empty etag is not checked.
  absl::StatusOr<Organisation> Update(const Caller& caller, const std::string& slug, const OrganisationChanges& changes,
                                      const std::string& etag, const std::string& request_id = "");

 private:
  Environment env_;
};

// The etag of an organisation as it is.
std::string EtagOf(const Organisation& organisation);

}  // namespace nanolearn
