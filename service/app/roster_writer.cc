#include "service/app/roster_writer.h"

namespace nanolearn {
namespace {

constexpr size_t kChangesTogether = 5000;  // bounds memory

SyncChange RecordOf(const RosterChange& change) {
  SyncChange record{.kind = change.kind, .person_id = change.person_id};
  if (change.ended) {
    record.ended = EndedVersion{change.ended->id, change.ended->valid.to, change.ended->is_current};
  }
  if (change.begun) record.engagement_id = change.begun->id;
  if (const AttributeVersion* ended = change.ended_attributes) {
    record.ended_attributes = EndedVersion{ended->id, ended->valid.to, ended->is_current};
  }
  if (change.begun_attributes) record.attributes_id = change.begun_attributes->id;
  return record;
}

}  // namespace

void RosterWriter::Write(absl::Span<RosterChange> changes) {
  std::vector<StaffPlan::End> ends, attribute_ends;
  std::vector<Engagement> engagements;
  std::vector<AttributeVersion> attributes;
  std::vector<SyncChange> records;
  records.reserve(changes.size());
  for (RosterChange& change : changes) {
    people_.insert(change.person_id);
    if (change.ended) ends.push_back({change.ended->id, change.ended_to});
    if (change.ended_attributes) {
      attribute_ends.push_back({change.ended_attributes->id, change.ended_attributes_to});
    }
    if (change.begun) {
      change.begun->id = env_.ids.Next();
      engagements.push_back(*change.begun);
    }
    if (change.begun_attributes) {
      change.begun_attributes->id = env_.ids.Next();
      attributes.push_back(*change.begun_attributes);
    }
    records.push_back(RecordOf(change));
  }
  tx_.engagements().End(organisation_id_, ends);
  tx_.engagements().Insert(organisation_id_, engagements);
  tx_.people().EndAttributes(organisation_id_, attribute_ends);
  tx_.people().InsertAttributes(organisation_id_, attributes);
  if (position_ < 0) position_ = tx_.sync_runs().CountChanges(organisation_id_, run_id_);
  tx_.sync_runs().InsertChanges(organisation_id_, run_id_, position_, records);
  position_ += static_cast<int>(records.size());
}

void RosterWriter::Write(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, Date effective,
                         absl::FunctionRef<void(absl::Span<const RosterChange>)> written) {
  RosterChanges changes(plan, attributes, source_id_, effective);
  for (auto some = changes.Next(kChangesTogether); !some.empty(); some = changes.Next(kChangesTogether)) {
    Write(absl::MakeSpan(some));
    written(some);
  }
}

}  // namespace nanolearn
