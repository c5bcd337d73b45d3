#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "nanolearn/v1/programme.pb.h"
#include "nanolearn/v1/programme_service.pb.h"
#include "service/app/programmes.h"

namespace nanolearn::rpc {

v1::Programme ToProto(const ProgrammeView& view, const std::string& organisation);
v1::PreviewProgrammeResponse ToProto(const ProgrammePreview& preview, const std::string& organisation);
v1::ExplainAudienceResponse ToProto(const AudienceAnswer& answer, const std::string& organisation);

// Without rules that hold no more.
absl::StatusOr<ProgrammeDefinition> ReadProgramme(const v1::Programme& programme,
                                                  const std::string& organisation);
absl::StatusOr<NewProgramme> Read(const v1::CreateProgrammeRequest& request);
absl::StatusOr<ProgrammeUpdate> Read(const v1::UpdateProgrammeRequest& request);
absl::StatusOr<ProgrammePreviewQuery> Read(const v1::PreviewProgrammeRequest& request);
absl::StatusOr<AudienceQuestion> Read(const v1::ExplainAudienceRequest& request);

}  // namespace nanolearn::rpc
