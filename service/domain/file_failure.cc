#include "service/domain/file_failure.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn {

std::optional<std::string> LaterDayRead(const absl::Status& why) {
  const ErrorDetails details = DetailsOf(why);
  const auto day = details.metadata.find("last_effective_date");
  if (details.reason != "EFFECTIVE_BEFORE_LAST" || day == details.metadata.end()) return std::nullopt;
  return day->second;
}

std::string ReplayCommand(absl::string_view organisation, absl::string_view source) {
  return absl::StrCat("nanolearn --organisation ", organisation, " people sync --source ", source,
                      " --effective DAY --replay FILE");
}

}  // namespace nanolearn
