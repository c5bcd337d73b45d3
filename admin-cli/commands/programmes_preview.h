#pragma once

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct PreviewOptions {
  std::string id, file, date;
  bool who = false;
  int limit = 0;
};

// Who would be in the audience, and when they would have what to do.
absl::Status PreviewProgramme(const PreviewOptions& options, Context& context);

struct ExplainAudienceOptions {
  std::string id, file, person, date;
};

// Why somebody is in the audience or not.
absl::Status ExplainAudience(const ExplainAudienceOptions& options, Context& context);

}  // namespace nanolearn::cli
