#pragma once

#include "absl/strings/string_view.h"
#include "service/storage/link_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlLinkTable final : public LinkTable {
 public:
  // `session` must outlive the table.
  explicit MysqlLinkTable(Session& session) : session_(session) {}

  std::optional<LearnerLink> Find(uint64_t number) const override;
  std::vector<LearnerLink> ValidUntil(Id organisation_id, LinkPurpose purpose,
                                      absl::Span<const Id> assignment_ids, absl::Time until) const override;
  std::vector<LearnerLink> OfAssignments(Id organisation_id,
                                         absl::Span<const Id> assignment_ids) const override;
  void Insert(absl::Span<const LearnerLink> links) override;
  std::vector<uint64_t> Roots(Id organisation_id, absl::Span<const uint64_t> numbers) const override;
  int Revoke(Id organisation_id, absl::Span<const uint64_t> numbers, absl::Time now) override;
  void SetExpireTime(const LearnerLink& link, absl::Time time) override;
  bool InsertScreenCode(const std::string& hash, const ScreenCode& code, absl::Time expire_time) override;
  std::optional<ScreenCode> FindScreenCode(const std::string& hash, absl::Time now) const override;
  std::optional<ScreenCode> TakeScreenCode(const std::string& hash, absl::Time now) override;
  void InsertRequest(const LinkRequest& request) override;
  int CountRequests() const override;
  std::vector<LinkRequest> TakeRequests(int limit) override;
  int ClearExpired(absl::Time time) override;

 private:
  std::optional<ScreenCode> SelectScreenCode(const std::string& hash, absl::Time now,
                                             absl::string_view lock) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
