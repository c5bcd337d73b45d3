#pragma once
// Mails that were not delivered, as a coordinator's pages show them.

#include <string>
#include <vector>

#include "service/app/operations.h"
#include "service/pages/coordinate_views.h"

namespace nanolearn::http {

// NOT_FOUND when mails are not for the reader; also for a `page_token` that is not of this list.
absl::StatusOr<pages::CoordinateMails> GatherMails(Operations& operations, const WebUser& user,
                                                   const std::string& page_token);

// Sends these once more and returns how many; those that have not failed are left out. NOT_FOUND when that is
// not for the reader.
absl::StatusOr<int> RetryMails(Operations& operations, const WebUser& user,
                               const std::vector<std::string>& ids);
// The same for all that have failed, the last ones first, as many as one request can do.
absl::StatusOr<int> RetryAllMails(Operations& operations, const WebUser& user);

}  // namespace nanolearn::http
