#pragma once

#include "absl/strings/string_view.h"
#include "service/storage/mysql/session.h"
#include "service/storage/sign_in_table.h"

namespace nanolearn::mysql {

class MysqlSignInTable final : public SignInTable {
 public:
  // `session` must outlive the table.
  explicit MysqlSignInTable(Session& session) : session_(session) {}

  void InsertLink(const std::string& hash, const SignInLink& link) override;
  std::optional<SignInLink> FindLink(const std::string& hash) const override;
  std::optional<SignInLink> TakeLink(const std::string& hash, absl::Time now) override;
  void InsertSession(const WebSession& session, const std::string& hash) override;
  std::optional<WebSession> FindSession(const std::string& hash) const override;
  void SetExpireTime(Id organisation_id, Id id, absl::Time time) override;
  void SetLanguage(Id organisation_id, Id id, const std::string& language) override;
  void RevokeSession(Id organisation_id, Id id, absl::Time now) override;
  int RevokeSessions(Id organisation_id, SignInWay way, absl::Time now) override;
  int ClearExpired(absl::Time time) override;

 private:
  std::optional<SignInLink> SelectLink(const std::string& hash, absl::string_view lock) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
