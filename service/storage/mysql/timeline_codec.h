#pragma once
// How timelines and changes of figures are kept in blobs: varints, ids and days as differences, first of all
// the number of the form. A form that has been in a release is read for ever.

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "service/domain/timeline.h"
#include "service/storage/figure_table.h"

namespace nanolearn::mysql {

// The Parse functions throw DatabaseError for what they cannot read.

std::string FormatTimeline(const Timeline& timeline);
Timeline ParseTimeline(absl::string_view text);

// All but the change's id.
std::string FormatChange(const FigureChange& change);
// What a change holds besides its figures.
struct ChangeParts {
  std::vector<Id> completion_ids;
  std::vector<AnswerCount> answers;
};
// `figure` gets each figure, by unit, subject, day and kinds.
ChangeParts ParseChange(absl::string_view text,
                        absl::FunctionRef<void(const FigureKey&, const Figures&)> figure);

}  // namespace nanolearn::mysql
