#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/person_table.h"

namespace nanolearn::mysql {

class MysqlPersonTable final : public PersonTable {
 public:
  // `session` must outlive the table.
  explicit MysqlPersonTable(Session& session) : session_(session) {}

  absl::flat_hash_map<std::string, Id> FindByIdentity(Id organisation_id,
                                                      absl::Span<const std::string> hashes) const override;
  void Insert(Id organisation_id, absl::Span<const PersonIdentity> people, absl::Time now) override;
  void ReplaceIdentities(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash) override;
  bool HasIdentities(Id organisation_id) const override;
  std::vector<AttributeVersion> CurrentAttributes(Id organisation_id, Id source_id,
                                                  absl::Span<const Id> person_ids) const override;
  std::vector<AttributeVersion> AllAttributes(Id organisation_id,
                                              absl::Span<const Id> person_ids) const override;
  std::vector<AttributeVersion> OfSourceWithin(Id organisation_id, Id source_id,
                                               const DateRange& days) const override;
  std::vector<AttributeVersion> AttributesByIds(Id organisation_id, absl::Span<const Id> ids) const override;
  std::vector<AttributeVersion> CurrentByEmail(Id organisation_id,
                                               absl::Span<const std::string> emails) const override;
  void InsertAttributes(Id organisation_id, absl::Span<const AttributeVersion> versions) override;
  void EndAttributes(Id organisation_id, absl::Span<const StaffPlan::End> ends) override;
  void VoidAttributes(Id organisation_id, absl::Span<const Id> ids) override;
  void RestoreAttributes(Id organisation_id, absl::Span<const EndedVersion> versions) override;
  std::optional<Person> Find(Id organisation_id, Id id, Date day) const override;
  std::vector<Person> FindAll(Id organisation_id, absl::Span<const Id> ids, Date day) const override;
  std::vector<Person> List(Id organisation_id, const PersonQuery& query) const override;
  std::vector<Id> Ids(Id organisation_id, Id after, int limit) const override;
  std::vector<Id> ProtectedIds(Id organisation_id) const override;

 private:
  std::vector<AttributeVersion> SelectAttributes(absl::string_view where, absl::Span<const Value> before,
                                                 absl::Span<const Value> list) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
