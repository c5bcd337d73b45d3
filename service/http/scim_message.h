#pragma once
// SCIM's conventions over HTTP: addresses, versions, errors.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "service/app/directory.h"
#include "service/domain/scim/json.h"
#include "service/domain/scim/projection.h"
#include "service/http/message.h"

namespace nanolearn::http {

inline constexpr char kScimPath[] = "/scim/v2";

// The service's own address, at the host by which the client has called it; a path where it gave none. By TLS where the client came so, or
// comes so to a proxy, as `public_url` says: a header that says so could be anybody's.
std::string ScimBase(const Request& request, absl::string_view public_url);

// What the body holds. 415 is UNIMPLEMENTED here, with the reason MEDIA_TYPE: also for a body that does not say what it is, which RFC 7644
// lets no client send, and Entra ID sends none.
absl::StatusOr<scim::Json> ReadScimBody(const Request& request);
// Of If-Match.
absl::StatusOr<ExpectedVersion> ReadIfMatch(const Request& request);

Response ScimJson(int status, const scim::Json& json);
// One resource: with its location below `base`, version and no more than was asked for. `collection` is "Users" or
// "Groups".
Response ScimResource(int status, const Request& request, absl::string_view base, absl::string_view collection,
                      DirectoryResource resource);
// Also where its members are.
void AddLocation(absl::string_view base, absl::string_view collection, scim::Json& resource);
Response ScimError(const absl::Status& status);
Response ScimError(int status, absl::string_view detail);

}  // namespace nanolearn::http
