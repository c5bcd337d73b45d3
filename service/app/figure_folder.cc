#include "service/app/figure_folder.h"

#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

// Figures folded in one transaction: some tenths of a second.
constexpr int kFiguresTogether = 20'000;

std::vector<Event> EventsOf(absl::Span<const FigureChange> changes, absl::Time now) {
  std::vector<Event> events;
  for (const FigureChange& change : changes) {
    for (const Id id : change.completion_ids) {
      events.push_back({.type = EventType::kCompletionRecorded, .subject_id = id, .time = now});
    }
  }
  return events;
}

}  // namespace

absl::StatusOr<std::vector<Id>> FigureFolder::Waiting() {
  std::vector<Id> waiting;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    waiting = tx.figures().OrganisationsToFold();
    return absl::OkStatus();
  }));
  return waiting;
}

absl::StatusOr<int> FigureFolder::FoldSome(Id organisation_id) {
  int folded = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    const std::vector<FigureChange> changes = tx.figures().Fold(organisation_id, kFiguresTogether);
    if (const std::vector<Event> events = EventsOf(changes, env_.clock.Now()); !events.empty()) {
      tx.events().Append(organisation_id, events);
    }
    folded = static_cast<int>(changes.size());
    return absl::OkStatus();
  }));
  return folded;
}

}  // namespace nanolearn
