#pragma once
// Sources and their settings between the API's messages and ours.

#include <string>

#include "absl/status/statusor.h"
#include "nanolearn/v1/source.pb.h"
#include "nanolearn/v1/source_service.pb.h"
#include "service/app/sources.h"

namespace nanolearn::rpc {

// `organisation` is the slug.
v1::Source ToProto(const SourceView& view, const std::string& organisation);

// INVALID_FIELD for what the API cannot mean. Settings that the mask does not name are not read.
absl::StatusOr<SourceUpdate> ReadSourceUpdate(const v1::UpdateSourceRequest& request);

}  // namespace nanolearn::rpc
