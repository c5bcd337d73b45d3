#pragma once

#include "service/storage/directory_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlDirectoryTable final : public DirectoryTable {
 public:
  // `session` must outlive the table.
  explicit MysqlDirectoryTable(Session& session) : session_(session) {}

  std::optional<DirectoryUser> FindUser(Id organisation_id, Id source_id, Id id) const override;
  std::vector<DirectoryUser> Users(Id organisation_id, const DirectoryQuery& query) const override;
  int CountUsers(Id organisation_id, Id source_id) const override;
  std::optional<DirectoryUser> FindDeleted(Id organisation_id, Id source_id, const std::string& external_id,
                                           const std::string& employee_number) const override;
  std::vector<DirectoryUser> LeftIn(Id organisation_id, Id run_id) const override;
  std::vector<DirectoryUser> HeldBy(Id organisation_id, Id run_id) const override;
  std::vector<UnitCount> CountLeftIn(Id organisation_id, Id run_id) const override;
  std::vector<UnitCount> CountHeldBy(Id organisation_id, Id run_id) const override;
  void InsertUser(Id organisation_id, const DirectoryUser& user) override;
  void DeleteUser(Id organisation_id, Id id) override;
  std::vector<DirectoryUser> StrangersSince(Id organisation_id, Date day, int limit) const override;
  void UpdateUser(Id organisation_id, const DirectoryUser& user) override;

  std::optional<DirectoryGroup> FindGroup(Id organisation_id, Id source_id, Id id) const override;
  std::vector<DirectoryGroup> Groups(Id organisation_id, const DirectoryQuery& query) const override;
  int CountGroups(Id organisation_id, Id source_id) const override;
  void InsertGroup(Id organisation_id, const DirectoryGroup& group) override;
  void UpdateGroup(Id organisation_id, const DirectoryGroup& group) override;
  void DeleteGroup(Id organisation_id, Id id) override;

  std::vector<Id> Members(Id organisation_id, Id group_id) const override;
  std::vector<Id> Existing(Id organisation_id, Id source_id, absl::Span<const Id> user_ids) const override;
  int AddMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) override;
  int RemoveMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) override;
  void RemoveFromGroups(Id organisation_id, Id user_id) override;

 private:
  std::vector<DirectoryUser> SelectUsers(absl::string_view where, absl::Span<const Value> values) const;
  std::vector<DirectoryGroup> SelectGroups(absl::string_view where, absl::Span<const Value> values) const;
  std::vector<UnitCount> CountByUnit(absl::string_view column, Id organisation_id, Id run_id) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
