#pragma once
// Who is late in a unit, as a manager's pages show it.

#include <optional>
#include <string>
#include <vector>

#include "service/app/operations.h"
#include "service/pages/manage_views.h"

namespace nanolearn::http {

// NOT_FOUND when the unit is not one of the reader's, or names are not for them; also for a `page_token` that
// is not of this list.
absl::StatusOr<pages::ManageLate> GatherLate(Operations& operations, const WebUser& user,
                                             const std::string& code, const std::string& page_token);

// A file with all of them, as tables are read in the reader's language.
absl::StatusOr<std::string> LateFile(Operations& operations, const WebUser& user, const std::string& code);

// So many get a mail only when somebody has said so twice.
inline constexpr int kManyReminded = 50;

// Nothing, when the late of the unit are few. NOT_FOUND as GatherLate.
absl::StatusOr<std::optional<pages::ManageRemindAll>> AskBeforeRemindingAll(Operations& operations,
                                                                            const WebUser& user,
                                                                            const std::string& code);

struct Reminding {
  bool all = false;
  std::vector<Id> assignments;  // those that were ticked
};
// Reminds people who are late in the unit. NOT_FOUND as GatherLate.
absl::StatusOr<pages::ManageReminded> RemindLate(Operations& operations, const WebUser& user,
                                                 const std::string& code, const Reminding& whom);

}  // namespace nanolearn::http
