#include "service/rpc/call.h"

#include <chrono>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
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

// Of somebody with several grants the first that lets them call the method.
absl::StatusOr<Caller> CallerOf(Operations& operations, const std::string& bearer, absl::string_view method) {
  if (!BearerTokens::Takes(bearer)) return operations.authenticator.Authenticate(bearer);
  ASSIGN_OR_RETURN(const std::vector<Caller> callers, operations.bearer_tokens.Authenticate(bearer));
  for (const Caller& caller : callers) {
    if (CheckRole(caller, method).ok()) return caller;
  }
  return callers.front();
}

absl::StatusOr<Caller> Authenticate(Operations& operations, const std::string& secret, const std::string& address,
                                    absl::string_view method) {
  absl::StatusOr<Caller> caller = CallerOf(operations, secret, method);
  if (absl::IsUnauthenticated(caller.status()) && !secret.empty()) {
    return operations.call_limits.WrongToken(address, caller.status());
  }
  RETURN_IF_ERROR(caller.status());
  caller->origin.channel = AuditChannel::kRpc;
  caller->origin.address = address;
  return caller;
}

}  // namespace

absl::StatusOr<Caller> Admit(Operations& operations, const grpc::CallbackServerContext& context,
                             absl::string_view method) {
  if (context.IsCancelled()) return CallCancelled();
  if (context.deadline() < std::chrono::system_clock::now()) return DeadlinePassed();
  ASSIGN_OR_RETURN(Caller caller, Authenticate(operations, BearerToken(context), AddressOf(context.peer()), method));
  RETURN_IF_ERROR(operations.call_limits.Spend(caller));
  absl::Status allowed = CheckRole(caller, method);
  if (absl::IsPermissionDenied(allowed)) {
    operations.access_log.Denied(caller, {.action = std::string(method)});
  }
  RETURN_IF_ERROR(allowed);
  return caller;
}

absl::Status KeepTrace(Operations& operations, const Caller& caller, absl::string_view method,
                       const google::protobuf::Message& request, const absl::Status& status,
                       const google::protobuf::Message* response) {
  const MethodAccess* access = AccessOf(method);
  const bool is_look = status.ok() && access && access->trace == Trace::kLook;
  if (!is_look && !absl::IsPermissionDenied(status)) return status;
  CallSubject subject = SubjectOf(request);
  AuditEvent event{.action = std::string(method),
                   .resource = std::move(subject.resource),
                   .person_id = subject.person_id,
                   .request_id = std::move(subject.request_id)};
  if (is_look) {
    // Who was asked for by an address is known by the answer.
    if (event.person_id == kNoId) event.person_id = SubjectOf(*response).person_id;
    const int count = CountIn(*response);
    if (count >= 0) event.details["count"] = absl::StrCat(count);
    return operations.access_log.Looked(caller, std::move(event));
  }
  operations.access_log.Denied(caller, std::move(event));
  return status;
}

}  // namespace nanolearn::rpc
