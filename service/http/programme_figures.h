#pragma once
// Programmes and their figures, as a coordinator's pages show them.

#include <string>
#include <vector>

#include "service/app/operations.h"
#include "service/pages/coordinate_views.h"

namespace nanolearn::http {

// As whom the reader sees the figures of the whole organisation; null: they do not.
const Caller* FiguresCaller(const WebUser& user);

struct ProgrammesAtAGlance {
  std::vector<pages::ProgrammeItem> programmes;
  pages::FiguresAge age;
};
absl::StatusOr<ProgrammesAtAGlance> GatherProgrammes(Operations& operations, const WebUser& user);

// NOT_FOUND when there is no such programme, or it is not for the reader.
absl::StatusOr<pages::CoordinateProgramme> GatherProgramme(Operations& operations, const WebUser& user,
                                                           const std::string& slug);

// What many get wrong.
absl::StatusOr<pages::CoordinateQuestions> GatherQuestions(Operations& operations, const WebUser& user);

}  // namespace nanolearn::http
