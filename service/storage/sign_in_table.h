#pragma once

#include <optional>
#include <string>

#include "service/domain/web_session.h"

namespace nanolearn {

// Signing in on the web: links that are good for one time, and sessions. Both are found by the SHA-256 of
// their secret, without an organisation.
class SignInTable {
 public:
  virtual ~SignInTable() = default;

  struct SignInLink {
    Id organisation_id = kNoId;
    std::string email;
    std::string language;
    absl::Time expire_time;
    bool is_used = false;
  };
  virtual void InsertLink(const std::string& hash, const SignInLink& link) = 0;
  virtual std::optional<SignInLink> FindLink(const std::string& hash) const = 0;
  // The link, if it is valid; it is used then, and nobody else can use it.
  virtual std::optional<SignInLink> TakeLink(const std::string& hash, absl::Time now) = 0;

  virtual void InsertSession(const WebSession& session, const std::string& hash) = 0;
  // Also finds expired and revoked ones.
  virtual std::optional<WebSession> FindSession(const std::string& hash) const = 0;
  virtual void SetExpireTime(Id organisation_id, Id id, absl::Time time) = 0;
  virtual void SetLanguage(Id organisation_id, Id id, const std::string& language) = 0;
  virtual void RevokeSession(Id organisation_id, Id id, absl::Time now) = 0;
  // All of an organisation that began this way and are valid; returns how many.
  virtual int RevokeSessions(Id organisation_id, SignInWay way, absl::Time now) = 0;
  // Forgets links and sessions that expired before `time`; returns how many.
  virtual int ClearExpired(absl::Time time) = 0;
};

}  // namespace nanolearn
