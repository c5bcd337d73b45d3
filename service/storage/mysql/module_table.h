#pragma once

#include "service/storage/module_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlModuleTable final : public ModuleTable {
 public:
  // `session` must outlive the table.
  explicit MysqlModuleTable(Session& session) : session_(session) {}

  std::optional<ModuleSummary> Find(Id organisation_id, const std::string& slug) const override;
  std::vector<ModuleSummary> List(Id organisation_id, const std::string& after_slug,
                                  int limit) const override;
  std::vector<ModuleSummary> FindAll(Id organisation_id, absl::Span<const Id> ids) const override;
  std::map<Id, std::string> Slugs(Id organisation_id, absl::Span<const Id> ids) const override;
  std::optional<ModuleSummary> FindRevision(Id organisation_id, Id module_id, int revision) const override;
  ModuleFiles Files(Id organisation_id, Id module_id, int revision) const override;
  void InsertRevision(Id organisation_id, const ModuleSummary& summary, const ModuleFiles& files) override;
  std::vector<ModuleEdition> Editions(Id organisation_id, absl::Span<const Id> module_ids) const override;
  void PutEdition(Id organisation_id, const ModuleEdition& edition) override;

 private:
  std::vector<ModuleSummary> Select(const std::string& where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
