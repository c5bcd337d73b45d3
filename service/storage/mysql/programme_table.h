#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/programme_table.h"

namespace nanolearn::mysql {

class MysqlProgrammeTable final : public ProgrammeTable {
 public:
  // `session` must outlive the table.
  explicit MysqlProgrammeTable(Session& session) : session_(session) {}

  std::optional<Programme> Find(Id organisation_id, const std::string& slug) const override;
  std::vector<Programme> List(Id organisation_id, const std::string& after_slug, int limit) const override;
  std::vector<Programme> FindAll(Id organisation_id, absl::Span<const Id> ids) const override;
  std::map<Id, std::string> Slugs(Id organisation_id, absl::Span<const Id> ids) const override;
  void Insert(Id organisation_id, const Programme& programme) override;
  void Update(Id organisation_id, const Programme& programme) override;

 private:
  std::vector<Programme> Select(const std::string& where, absl::Span<const Value> values) const;
  // Adds their modules and audiences.
  void Complete(Id organisation_id, std::vector<Programme>& programmes) const;
  void InsertParts(Id organisation_id, const Programme& programme);
  void InsertModules(Id organisation_id, const Programme& programme);
  void InsertAudience(Id organisation_id, const Programme& programme);

  Session& session_;
};

}  // namespace nanolearn::mysql
