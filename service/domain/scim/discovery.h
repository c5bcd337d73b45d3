#pragma once
// What a directory asks before it sends anything (RFC 7644, 4).

#include <optional>

#include "absl/strings/string_view.h"
#include "service/domain/scim/json.h"

namespace nanolearn::scim {

inline constexpr int kMaxPageSize = 200;

// `base` is the address of the service, without a slash at its end.
Json ServiceProviderConfig(absl::string_view base);

// All of them; a list.
Json ResourceTypes(absl::string_view base);
Json Schemas(absl::string_view base);
// The one of such a list with the id.
std::optional<Json> FindById(const Json& list, absl::string_view id);

Json ListResponse(Json resources, int total, int start_index);

}  // namespace nanolearn::scim
