#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/organisation_table.h"

namespace nanolearn::mysql {

class MysqlOrganisationTable final : public OrganisationTable {
 public:
  // `session` must outlive the table.
  explicit MysqlOrganisationTable(Session& session) : session_(session) {}

  std::optional<Organisation> Find(const std::string& slug) const override;
  std::optional<Organisation> Find(Id id) const override;
  std::vector<Organisation> List(const std::string& after_slug, int limit) const override;
  void Insert(const Organisation& organisation) override;
  void Update(const Organisation& organisation) override;
  void LockRoster(Id organisation_id) override;
  int IdentityLayers(Id organisation_id) const override;
  void SetIdentityLayers(Id organisation_id, int layers) override;
  std::vector<Id> WithFewerLayers(int layers) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
