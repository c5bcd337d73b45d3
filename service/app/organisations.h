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

// Operations on organisations; the errors are those of organisation_service.proto. Thread-safe.
class Organisations {
 public:
  explicit Organisations(const Environment& env) : env_(env) {}

  absl::StatusOr<Organisation> Create(const Caller& caller, const std::string& slug,
                                      const std::string& display_name, const std::string& time_zone,
                                      const std::string& request_id);
  absl::StatusOr<Organisation> Get(const Caller& caller, const std::string& slug);
  absl::StatusOr<OrganisationList> List(const Caller& caller, const PageRequest& page);
  // What is absent stays as it is; an empty etag is not checked.
  absl::StatusOr<Organisation> Update(const Caller& caller, const std::string& slug,
                                      const std::optional<std::string>& display_name,
                                      const std::optional<std::string>& time_zone, const std::string& etag);

 private:
  Environment env_;
};

// The etag of an organisation as it is.
std::string EtagOf(const Organisation& organisation);

}  // namespace nanolearn
