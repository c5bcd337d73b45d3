#pragma once

#include "service/storage/figure_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlFigureTable final : public FigureTable {
 public:
  // `session` must outlive the table.
  explicit MysqlFigureTable(Session& session) : session_(session) {}

  std::vector<FigureRow> On(Id organisation_id, absl::Span<const Id> unit_ids,
                            absl::Span<const Id> subject_ids, Date day) const override;
  std::vector<FigureRow> OnDays(Id organisation_id, Id unit_id, Id subject_id,
                                absl::Span<const Date> days) const override;
  absl::flat_hash_map<Id, Timeline> Timelines(Id organisation_id,
                                              absl::Span<const Id> person_ids) const override;
  absl::flat_hash_map<Id, Timeline> Lock(Id organisation_id, absl::Span<const Id> person_ids) override;
  void Put(Id organisation_id, absl::Span<const std::pair<Id, Timeline>> timelines) override;
  std::vector<Id> WithoutTimeline(Id organisation_id, Id after, int limit) const override;
  int64_t CountWithoutTimeline(Id organisation_id) const override;
  void Add(Id organisation_id, const FigureChange& change) override;
  std::vector<FigureChange> Fold(Id organisation_id, int limit) override;
  int64_t CountUnfolded(Id organisation_id) const override;
  uint64_t CountChanges(Id organisation_id) const override;
  std::vector<Id> OrganisationsToFold() const override;
  std::vector<Id> OrganisationsToRebuild() const override;
  FigureState State(Id organisation_id) const override;
  FigureState LockState(Id organisation_id) override;
  void PutState(Id organisation_id, const FigureState& state) override;
  void Clear(Id organisation_id) override;
  std::vector<AnswerCount> Answers(Id organisation_id, absl::Span<const Id> unit_ids, Date from,
                                   Date to) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
