#include "service/rpc/token_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "nanolearn/v1/token_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

constexpr absl::string_view kInstallation = "tokens/";

v1::Token ToProto(const TokenView& view, const std::string& organisation) {
  const Token& token = view.token;
  v1::Token proto;
  proto.set_name(organisation.empty() ? absl::StrCat(kInstallation, FormatId(token.id))
                                      : ResourceName(organisation, "tokens", token.id));
  proto.set_display_name(token.display_name);
  proto.set_role(ToProto(token.role));
  if (!view.unit_code.empty()) proto.set_unit(UnitName(organisation, view.unit_code));
  proto.set_source(view.source);
  *proto.mutable_create_time() = ToProto(token.create_time);
  if (token.expire_time != absl::InfiniteFuture()) *proto.mutable_expire_time() = ToProto(token.expire_time);
  if (token.revoke_time != absl::InfiniteFuture()) *proto.mutable_revoke_time() = ToProto(token.revoke_time);
  if (token.last_use_time != absl::InfinitePast()) *proto.mutable_last_use_time() = ToProto(token.last_use_time);
  return proto;
}

// Empty: the installation.
absl::StatusOr<std::string> ReadParent(const std::string& parent) {
  if (parent.empty()) return std::string();
  return ParseOrganisationName(parent, "parent");
}

// `tokens/{id}` is one of the installation.
absl::StatusOr<IdName> ReadTokenName(const std::string& name) {
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, kInstallation)) return ReadIdName(name, "tokens", "name");
  ASSIGN_OR_RETURN(const Id parsed, ParseIdPart(id, "name"));
  return IdName{"", parsed};
}

absl::StatusOr<NewTokenRequest> Read(const v1::CreateTokenRequest& request) {
  const v1::Token& wanted = request.token();
  NewTokenRequest token{
      .display_name = wanted.display_name(), .source = wanted.source(), .request_id = request.request_id()};
  ASSIGN_OR_RETURN(token.organisation, ReadParent(request.parent()));
  ASSIGN_OR_RETURN(token.role, ReadRole(wanted.role(), "token.role"));
  if (token.organisation.empty()) {
    token.unit_code = wanted.unit();  // which is refused
  } else {
    ASSIGN_OR_RETURN(token.unit_code, ParseNameIn(token.organisation, wanted.unit(), "units", "token.unit"));
  }
  ASSIGN_OR_RETURN(token.expire_time,
                   ReadOptionalTime(wanted.has_expire_time(), wanted.expire_time(), "token.expire_time"));
  return token;
}

absl::StatusOr<v1::CreateTokenResponse> Create(Operations& operations, const Caller& caller,
                                               const v1::CreateTokenRequest& request) {
  ASSIGN_OR_RETURN(const NewTokenRequest token, Read(request));
  ASSIGN_OR_RETURN(const CreatedToken created, operations.tokens.Create(caller, token));
  v1::CreateTokenResponse response;
  *response.mutable_token() = ToProto(created.token, token.organisation);
  response.set_secret(created.secret);
  return response;
}

absl::StatusOr<v1::ListTokensResponse> List(Operations& operations, const Caller& caller,
                                            const v1::ListTokensRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ReadParent(request.parent()));
  ASSIGN_OR_RETURN(const TokenList list, operations.tokens.List(caller, organisation, ReadPage(request)));
  v1::ListTokensResponse response;
  for (const TokenView& view : list.tokens) *response.add_tokens() = ToProto(view, organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<v1::Token> Revoke(Operations& operations, const Caller& caller,
                                 const v1::RevokeTokenRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadTokenName(request.name()));
  ASSIGN_OR_RETURN(const TokenView view, operations.tokens.Revoke(caller, name.organisation, name.id, request.request_id()));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::RotateTokenResponse> Rotate(Operations& operations, const Caller& caller,
                                               const v1::RotateTokenRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadTokenName(request.name()));
  TokenRotation rotation{.organisation = name.organisation, .id = name.id, .request_id = request.request_id()};
  if (request.has_overlap_minutes()) rotation.overlap = absl::Minutes(request.overlap_minutes());
  ASSIGN_OR_RETURN(const CreatedToken rotated, operations.tokens.Rotate(caller, rotation));
  v1::RotateTokenResponse response;
  *response.mutable_token() = ToProto(rotated.token, name.organisation);
  response.set_secret(rotated.secret);
  return response;
}

class TokenService final : public v1::TokenService::CallbackService {
 public:
  explicit TokenService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateToken(grpc::CallbackServerContext* context,
                                        const v1::CreateTokenRequest* request,
                                        v1::CreateTokenResponse* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* ListTokens(grpc::CallbackServerContext* context,
                                       const v1::ListTokensRequest* request,
                                       v1::ListTokensResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* RevokeToken(grpc::CallbackServerContext* context,
                                        const v1::RevokeTokenRequest* request, v1::Token* response) override {
    return Serve(backend_, context, request, response, Revoke);
  }
  grpc::ServerUnaryReactor* RotateToken(grpc::CallbackServerContext* context,
                                        const v1::RotateTokenRequest* request,
                                        v1::RotateTokenResponse* response) override {
    return Serve(backend_, context, request, response, Rotate);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeTokenService(const Backend& backend) {
  return std::make_unique<TokenService>(backend);
}

}  // namespace nanolearn::rpc
