#include "service/app/sign_ins.h"

#include <algorithm>

#include "service/app/audit.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sign_in.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kKeepUser = absl::Seconds(1);
constexpr size_t kMaxKnownUsers = 2000;
// Not written at each request.
constexpr absl::Duration kSmallestMove = absl::Minutes(1);
constexpr size_t kSessionBytes = 32;
// What is longer was not made here.
constexpr size_t kMaxSecretBytes = 200;

absl::Time ExpiryAt(absl::Time now, absl::Time create_time) {
  return std::min(now + kSessionIdle, create_time + kSessionAge);
}

// Somebody who works here is the person; else it is the grant that lets them in.
AuditActor ActorOf(const WebRights& rights) {
  if (rights.person_id != kNoId) return {AuditActorType::kPerson, rights.person_id};
  if (!rights.callers.empty()) return rights.callers.front().origin.actor;
  return rights.units.empty() ? AuditActor() : rights.units.front().caller.origin.actor;
}

absl::Status CheckLinksSignIn(const ReadTransaction& tx, Id organisation_id) {
  if (!IsProviderRequired(tx, organisation_id)) return absl::OkStatus();
  const std::optional<Organisation> org = tx.organisations().Find(organisation_id);
  return errors::IdentityProviderRequired(org ? org->slug : "");
}

}  // namespace

bool IsProviderRequired(const ReadTransaction& tx, Id organisation_id) {
  const std::optional<IdentityProvider> provider = tx.identity_providers().Find(organisation_id);
  return provider && provider->is_required;
}

const Caller* WebUser::With(Permission permission) const {
  for (const Caller& caller : callers) {
    if (RoleAllows(caller.token.role, permission)) return &caller;
  }
  return nullptr;
}

absl::StatusOr<std::string> SignIns::EmailOf(const std::string& secret) {
  if (secret.empty() || secret.size() > kMaxSecretBytes) return errors::SignInLinkNotFound();
  std::optional<SignInTable::SignInLink> link;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    link = tx.sign_ins().FindLink(Sha256(secret));
    if (!link || link->is_used || env_.clock.Now() >= link->expire_time) return errors::SignInLinkNotFound();
    return CheckLinksSignIn(tx, link->organisation_id);
  }));
  return link->email;
}

absl::StatusOr<SignIns::RefusedLink> SignIns::WhyRefused(const std::string& secret) {
  RefusedLink refused;
  if (secret.empty() || secret.size() > kMaxSecretBytes) return refused;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    refused = {};
    const std::optional<SignInTable::SignInLink> link = tx.sign_ins().FindLink(Sha256(secret));
    if (!link) return absl::OkStatus();
    refused = {link->organisation_id, "IDENTITY_PROVIDER_REQUIRED"};
    if (env_.clock.Now() >= link->expire_time) refused.reason = "EXPIRED";
    if (link->is_used) refused.reason = "USED";
    return absl::OkStatus();
  }));
  return refused;
}

absl::StatusOr<std::string> SignIns::Redeem(const std::string& secret, const std::string& address) {
  if (secret.empty() || secret.size() > kMaxSecretBytes) return errors::SignInLinkNotFound();
  // Made before the transaction: a re-run recognises the session that it made in an earlier try.
  const std::string session_secret = Hex(RandomBytes(kSessionBytes));
  const std::string hash = Sha256(session_secret);
  const Id id = env_.ids.Next();
  const absl::Time now = env_.clock.Now();
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    if (tx.sign_ins().FindSession(hash)) return absl::OkStatus();
    const auto link = tx.sign_ins().TakeLink(Sha256(secret), now);
    if (!link) return errors::SignInLinkNotFound();
    RETURN_IF_ERROR(CheckLinksSignIn(tx, link->organisation_id));
    const WebSession session{.id = id,
                             .organisation_id = link->organisation_id,
                             .email = link->email,
                             .language = link->language,
                             .create_time = now,
                             .expire_time = ExpiryAt(now, now)};
    tx.sign_ins().InsertSession(session, hash);
    Trace(tx, "SignIn", session, address);
    return absl::OkStatus();
  }));
  return session_secret;
}

absl::StatusOr<std::string> SignIns::Open(Id organisation_id, const std::string& email, const std::string& language,
                                          const std::string& address) {
  // As in Redeem, a re-run recognises its own earlier try.
  const std::string session_secret = Hex(RandomBytes(kSessionBytes));
  const std::string hash = Sha256(session_secret);
  const absl::Time now = env_.clock.Now();
  const WebSession session{.id = env_.ids.Next(),
                           .organisation_id = organisation_id,
                           .email = email,
                           .language = language,
                           .create_time = now,
                           .expire_time = ExpiryAt(now, now),
                           .way = SignInWay::kOidc};
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    if (tx.sign_ins().FindSession(hash)) return absl::OkStatus();
    const std::optional<Organisation> org = tx.organisations().Find(organisation_id);
    if (!org || !RightsOf(tx, *org, email, trees_, now).any()) return errors::NothingToSignInTo();
    tx.sign_ins().InsertSession(session, hash);
    Trace(tx, "SignIn", session, address, "OIDC");
    return absl::OkStatus();
  }));
  return session_secret;
}

void SignIns::Trace(WriteTransaction& tx, absl::string_view action, const WebSession& session,
                    const std::string& address, const std::string& way) {
  const std::optional<Organisation> org = tx.organisations().Find(session.organisation_id);
  if (!org) return;
  const WebRights rights = RightsOf(tx, *org, session.email, trees_, env_.clock.Now());
  AuditDetails details = {{"session", FormatId(session.id)}};
  if (!way.empty()) details["way"] = way;
  Audit(tx, env_, org->id, {.actor = ActorOf(rights), .channel = AuditChannel::kHttp, .address = address},
        {.action = std::string(action),
         .resource = OrganisationName(org->slug),
         .person_id = rights.person_id,
         .details = std::move(details)});
}

absl::StatusOr<WebUser> SignIns::Authenticate(const std::string& secret) {
  if (secret.empty() || secret.size() > kMaxSecretBytes) return errors::NotSignedIn();
  const std::string hash = Sha256(secret);
  const absl::Time now = env_.clock.Now();
  {
    const std::lock_guard lock(mutex_);
    const auto it = known_.find(hash);
    if (it != known_.end() && now >= it->second.read_time && now - it->second.read_time < kKeepUser &&
        it->second.user.session.ValidAt(now)) {
      return it->second.user;
    }
  }
  ASSIGN_OR_RETURN(WebUser user, Read(hash, now));
  RETURN_IF_ERROR(MoveExpiry(user.session, now));
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnownUsers) known_.clear();
  known_[hash] = {user, now};
  return user;
}

absl::StatusOr<WebUser> SignIns::Read(const std::string& hash, absl::Time now) {
  WebUser user;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    user = {};
    const std::optional<WebSession> session = tx.sign_ins().FindSession(hash);
    if (!session || !session->ValidAt(now)) return errors::NotSignedIn();
    const std::optional<Organisation> organisation = tx.organisations().Find(session->organisation_id);
    if (!organisation) return errors::NotSignedIn();
    // One that began while the provider became the only way in.
    const bool is_by_link = session->way == SignInWay::kLink;
    if (is_by_link && IsProviderRequired(tx, organisation->id)) return errors::NotSignedIn();
    static_cast<WebRights&>(user) = RightsOf(tx, *organisation, session->email, trees_, now);
    user.organisation = *organisation;
    user.session = *session;
    return absl::OkStatus();
  }));
  return user;
}

absl::Status SignIns::MoveExpiry(WebSession& session, absl::Time now) {
  const absl::Time expiry = ExpiryAt(now, session.create_time);
  if (expiry < session.expire_time + kSmallestMove) return absl::OkStatus();
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.sign_ins().SetExpireTime(session.organisation_id, session.id, expiry);
    return absl::OkStatus();
  }));
  session.expire_time = expiry;
  return absl::OkStatus();
}

absl::Status SignIns::SignOut(const std::string& secret, const std::string& address) {
  const std::string hash = Sha256(secret);
  const absl::Time now = env_.clock.Now();
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    const std::optional<WebSession> session = tx.sign_ins().FindSession(hash);
    if (!session || !session->ValidAt(now)) return absl::OkStatus();
    tx.sign_ins().RevokeSession(session->organisation_id, session->id, now);
    Trace(tx, "SignOut", *session, address);
    return absl::OkStatus();
  }));
  Forget(hash);
  return absl::OkStatus();
}

absl::Status SignIns::SetLanguage(const std::string& secret, const std::string& language) {
  if (language != "sv" && language != "en") return InvalidField("language", "is sv or en");
  const std::string hash = Sha256(secret);
  const absl::Time now = env_.clock.Now();
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    const std::optional<WebSession> session = tx.sign_ins().FindSession(hash);
    if (!session || !session->ValidAt(now)) return errors::NotSignedIn();
    tx.sign_ins().SetLanguage(session->organisation_id, session->id, language);
    return absl::OkStatus();
  }));
  Forget(hash);
  return absl::OkStatus();
}

void SignIns::Forget() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

void SignIns::Forget(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  known_.erase(hash);
}

}  // namespace nanolearn
