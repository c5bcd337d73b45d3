#pragma once

#include "service/storage/engagement_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlEngagementTable final : public EngagementTable {
 public:
  // `session` must outlive the table.
  explicit MysqlEngagementTable(Session& session) : session_(session) {}

  std::vector<Engagement> CurrentByIds(Id organisation_id, absl::Span<const Id> ids) const override;
  std::vector<Engagement> ByIds(Id organisation_id, absl::Span<const Id> ids) const override;
  std::vector<Engagement> CurrentByKeys(Id organisation_id, Id source_id,
                                        absl::Span<const std::string> keys) const override;
  std::vector<Engagement> VersionsByKeys(Id organisation_id, Id source_id,
                                         absl::Span<const std::string> keys) const override;
  std::vector<Engagement> OfSourceWithin(Id organisation_id, Id source_id,
                                         const DateRange& days) const override;
  absl::flat_hash_map<Id, int> CountCurrent(Id organisation_id, Id source_id, absl::Span<const Id> unit_ids,
                                            Date day) const override;
  int CountPeople(Id organisation_id, Id source_id, Date day) const override;
  absl::flat_hash_set<Id> KnownTo(Id organisation_id, Id source_id,
                                  absl::Span<const Id> person_ids) const override;
  std::vector<Engagement> OnDay(Id organisation_id, absl::Span<const Id> unit_ids, Date day) const override;
  std::optional<Date> FirstDay(Id organisation_id) const override;
  std::vector<Engagement> ByKeysOnDay(Id organisation_id, Id source_id, absl::Span<const std::string> keys,
                                      Date day) const override;
  std::vector<Engagement> OfManagersOnDay(Id organisation_id, Id source_id,
                                          absl::Span<const std::string> manager_keys,
                                          Date day) const override;
  std::vector<Engagement> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const override;
  void ReplaceKeys(Id organisation_id, const std::string& prefix,
                   absl::FunctionRef<std::string(const std::string&)> key) override;
  void Insert(Id organisation_id, absl::Span<const Engagement> engagements) override;
  void End(Id organisation_id, absl::Span<const StaffPlan::End> ends) override;
  void Void(Id organisation_id, absl::Span<const Id> ids) override;
  void Restore(Id organisation_id, absl::Span<const EndedVersion> versions) override;

 private:
  std::vector<Engagement> SelectIn(absl::string_view where, absl::Span<const Value> before,
                                   absl::Span<const Value> list) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
