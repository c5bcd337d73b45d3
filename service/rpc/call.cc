#include "service/rpc/call.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "service/app/person_lookup.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/resource_name.h"
#include "service/rpc/call_subject.h"
#include "service/rpc/method_access.h"

namespace nanolearn::rpc {
namespace {

constexpr absl::string_view kScheme = "bearer ";

// What follows "Bearer" in the authorization header; empty when there is none.
std::string BearerToken(const grpc::CallbackServerContext& context) {
  const auto header = context.client_metadata().find("authorization");
  if (header == context.client_metadata().end()) return {};
  const absl::string_view value(header->second.data(), header->second.size());
  if (!absl::StartsWithIgnoreCase(value, kScheme)) return {};
  return std::string(absl::StripAsciiWhitespace(value.substr(kScheme.size())));
}

// The address in what gRPC calls a peer: "ipv4:10.0.0.7:5123", "ipv6:%5B2001:db8::1%5D:5123", "unix:...".
std::string AddressOf(absl::string_view peer) {
  if (absl::ConsumePrefix(&peer, "ipv4:")) return std::string(peer.substr(0, peer.rfind(':')));
  if (!absl::ConsumePrefix(&peer, "ipv6:")) return "";
  peer = peer.substr(0, peer.rfind(':'));
  return absl::StrReplaceAll(peer, {{"%5B", ""}, {"%5D", ""}, {"[", ""}, {"]", ""}});
}

// A method that is not in the table is nobody's.
absl::Status CheckRole(const Caller& caller, absl::string_view method) {
  if (caller.token.source_id != kNoId) return errors::DirectoryOnly();
  const MethodAccess* access = AccessOf(method);
  if (!access) return absl::InternalError(absl::StrCat("nobody may call ", method));
  if (!RoleAllows(caller.token.role, access->permission)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Caller>> CallersOf(Operations& operations, const std::string& bearer) {
  if (BearerTokens::Takes(bearer)) return operations.bearer_tokens.Authenticate(bearer);
  ASSIGN_OR_RETURN(Caller caller, operations.authenticator.Authenticate(bearer));
  return std::vector<Caller>{std::move(caller)};
}

absl::StatusOr<std::vector<Caller>> Authenticate(Operations& operations, const std::string& secret,
                                                 const std::string& address, absl::string_view method) {
  absl::StatusOr<std::vector<Caller>> callers = CallersOf(operations, secret);
  const bool is_refused = absl::IsUnauthenticated(callers.status()) || absl::IsPermissionDenied(callers.status());
  if (is_refused && !secret.empty()) {
    operations.access_log.Refused(kNoId, {.channel = AuditChannel::kRpc, .address = address},
                                  {.action = std::string(method), .details = {{"reason", DetailsOf(callers.status()).reason}}});
  }
  if (absl::IsUnauthenticated(callers.status()) && !secret.empty()) {
    return operations.call_limits.WrongToken(address, callers.status());
  }
  RETURN_IF_ERROR(callers.status());
  for (Caller& caller : *callers) {
    caller.origin.channel = AuditChannel::kRpc;
    caller.origin.address = address;
  }
  return callers;
}

// Whom a request calls by an address or by a source's key.
Id FindCalled(Operations& operations, const CallSubject& subject) {
  Id id = kNoId;
  const absl::Status status = operations.env.store.Read([&](const ReadTransaction& tx) {
    const std::optional<Organisation> organisation = tx.organisations().Find(OrganisationIn(subject.resource));
    if (organisation) id = FindPeople(tx, *organisation, {subject.person}).front().value_or(kNoId);
    return absl::OkStatus();
  });
  return status.ok() ? id : kNoId;
}

AuditEvent EventOf(absl::string_view method, const CallSubject& subject) {
  return {.action = std::string(method),
          .resource = subject.resource,
          .person_id = subject.person_id,
          .request_id = subject.request_id};
}

absl::Status KeepLook(Operations& operations, const Caller& caller, absl::string_view method,
                      const google::protobuf::Message& request, const google::protobuf::Message& response) {
  const CallSubject subject = SubjectOf(request);
  AuditEvent event = EventOf(method, subject);
  // Who was asked for by an address is known by the answer, or else looked up.
  if (event.person_id == kNoId) event.person_id = SubjectOf(response).person_id;
  if (event.person_id == kNoId && !subject.person.empty()) event.person_id = FindCalled(operations, subject);
  const int count = CountIn(response);
  if (count >= 0) event.details["count"] = absl::StrCat(count);
  if (IsDryRun(request)) event.details["validate_only"] = "true";
  return operations.access_log.Looked(caller, std::move(event), QueryIn(request));
}

}  // namespace

std::vector<Caller> CallersIn(std::vector<Caller> callers, absl::string_view name) {
  const std::string organisation = OrganisationIn(name);
  const auto is_in = [&](const Caller& caller) { return caller.organisation == organisation; };
  if (std::any_of(callers.begin(), callers.end(), is_in)) std::erase_if(callers, std::not_fn(is_in));
  return callers;
}

bool IsOutsideUnit(const absl::Status& status) {
  return absl::IsPermissionDenied(status) && DetailsOf(status).reason == "OUTSIDE_UNIT";
}

absl::StatusOr<std::vector<Caller>> Admit(Operations& operations, const grpc::CallbackServerContext& context,
                                          absl::string_view method, const google::protobuf::Message* request) {
  if (context.IsCancelled()) return CallCancelled();
  if (context.deadline() < std::chrono::system_clock::now()) return DeadlinePassed();
  ASSIGN_OR_RETURN(std::vector<Caller> callers,
                   Authenticate(operations, BearerToken(context), AddressOf(context.peer()), method));
  const CallSubject subject = request ? SubjectOf(*request) : CallSubject();
  callers = CallersIn(std::move(callers), subject.resource);
  RETURN_IF_ERROR(operations.call_limits.Spend(callers.front()));
  const absl::Status first = CheckRole(callers.front(), method);
  std::vector<Caller> allowed;
  for (const Caller& caller : callers) {
    if (CheckRole(caller, method).ok()) allowed.push_back(caller);
  }
  if (!allowed.empty()) {
    RETURN_IF_ERROR(operations.env.keys.Check());
    return allowed;
  }
  if (absl::IsPermissionDenied(first)) operations.access_log.Denied(callers.front(), EventOf(method, subject));
  return first;
}

absl::Status KeepTrace(Operations& operations, const Caller& caller, absl::string_view method,
                       const google::protobuf::Message& request, const absl::Status& status,
                       const google::protobuf::Message* response) {
  const MethodAccess* access = AccessOf(method);
  const bool is_look = access && (access->trace == Trace::kLook || (access->dry_run_is_look && IsDryRun(request)));
  if (status.ok() && is_look) return KeepLook(operations, caller, method, request, *response);
  if (absl::IsPermissionDenied(status)) operations.access_log.Denied(caller, EventOf(method, SubjectOf(request)));
  return status;
}

}  // namespace nanolearn::rpc
