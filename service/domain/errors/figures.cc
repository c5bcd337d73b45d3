#include "service/domain/errors/figures.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/resource_name.h"

namespace nanolearn::errors {

absl::Status FiguresNotReady(absl::string_view organisation) {
  return MakeError(absl::StatusCode::kUnavailable,
                   absl::StrCat("the figures of ", OrganisationName(organisation),
                                " are being made from the facts and are not complete yet; try again later"),
                   {.reason = "FIGURES_NOT_READY",
                    .resource_type = "nanolearn/organisation",
                    .resource_name = OrganisationName(organisation)});
}

}  // namespace nanolearn::errors
