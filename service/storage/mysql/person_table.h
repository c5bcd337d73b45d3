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
  std::vector<SourcePerson> OfSource(Id organisation_id, Id source_id) const override;
  void PutOfSource(Id organisation_id, Id source_id, absl::Span<const SourcePerson> people) override;
  std::optional<Person> Find(Id organisation_id, Id id) const override;
  std::vector<Person> FindAll(Id organisation_id, absl::Span<const Id> ids) const override;
  std::vector<Person> List(Id organisation_id, const PersonQuery& query) const override;
  std::vector<Id> Ids(Id organisation_id, Id after, int limit) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
