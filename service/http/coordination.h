#pragma once

#include "service/app/operations.h"
#include "service/pages/coordinate_views.h"

namespace nanolearn::http {

// A coordinator's first page, with the sections that are for the reader.
absl::StatusOr<pages::CoordinateOverview> GatherCoordination(Operations& operations, const WebUser& user);

}  // namespace nanolearn::http
