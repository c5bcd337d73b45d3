#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "service/app/web_rights.h"
#include "service/domain/web_session.h"

namespace nanolearn {

// Somebody signed in on the web, and what they may do now.
struct WebUser : WebRights {
  Organisation organisation;
  WebSession session;

  // Somebody of `callers` who has the permission; null: nobody.
  const Caller* With(Permission permission) const;
};

// Whether people of the organisation sign in by its identity provider alone, and links in mails sign nobody in.
bool IsProviderRequired(const ReadTransaction& tx, Id organisation_id);

// Sessions on the web: by a link in a mail, or by an identity provider. Thread-safe.
class SignIns {
 public:
  explicit SignIns(const Environment& env) : env_(env) {}

  // What a link would let in; changes nothing. NOT_FOUND / SIGN_IN_LINK_NOT_FOUND for one that is wrong, used
  // or expired; FAILED_PRECONDITION / IDENTITY_PROVIDER_REQUIRED, as Redeem.
  absl::StatusOr<std::string> EmailOf(const std::string& secret);
  // For the audit: of whose door a link is that lets nobody in, and why not.
  struct RefusedLink {
    Id organisation_id = kNoId;  // kNoId: of nobody's
    std::string reason = "UNKNOWN";
  };
  absl::StatusOr<RefusedLink> WhyRefused(const std::string& secret);
  // Uses the link; returns the secret of a new session, for a cookie. `address`: from where, for the audit.
  absl::StatusOr<std::string> Redeem(const std::string& secret, const std::string& address);
  // A session like that one for somebody whom the organisation's identity provider knows. PERMISSION_DENIED / NOTHING_TO_SIGN_IN_TO.
  absl::StatusOr<std::string> Open(Id organisation_id, const std::string& email, const std::string& language,
                                   const std::string& address);
  // Who has this cookie. Rights are kept for a second, so that a page with pictures costs no query for each.
  // UNAUTHENTICATED / NOT_SIGNED_IN.
  absl::StatusOr<WebUser> Authenticate(const std::string& secret);
  // Does nothing when nobody is signed in.
  absl::Status SignOut(const std::string& secret, const std::string& address);
  // "sv" or "en". NOT_SIGNED_IN.
  absl::Status SetLanguage(const std::string& secret, const std::string& language);
  // Forgets what it keeps: somebody was given or refused access.
  void Forget();

 private:
  struct Known {
    WebUser user;
    absl::Time read_time;
  };

  // That a session begins or ends. `way`: by which, when it is not a link.
  void Trace(WriteTransaction& tx, absl::string_view action, const WebSession& session,
             const std::string& address, const std::string& way = "");
  absl::StatusOr<WebUser> Read(const std::string& hash, absl::Time now);
  absl::Status MoveExpiry(WebSession& session, absl::Time now);
  void Forget(const std::string& hash);

  Environment env_;
  UnitTrees trees_;
  std::mutex mutex_;  // for known_
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace nanolearn
