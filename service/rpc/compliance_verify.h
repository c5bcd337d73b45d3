#pragma once
// The calls of proto/nanolearn/v1/compliance_service.proto that judge the figures and make them anew.

#include "nanolearn/v1/compliance_service.pb.h"
#include "service/rpc/call.h"

namespace nanolearn::rpc {

absl::StatusOr<v1::VerifyComplianceResponse> VerifyCompliance(Operations& operations, const Caller& caller,
                                                              const v1::VerifyComplianceRequest& request);
absl::StatusOr<v1::RebuildComplianceResponse> RebuildCompliance(Operations& operations, const Caller& caller,
                                                                const v1::RebuildComplianceRequest& request);

}  // namespace nanolearn::rpc
