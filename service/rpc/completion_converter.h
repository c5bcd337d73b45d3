#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "nanolearn/v1/completion_service.pb.h"
#include "service/app/completions.h"

namespace nanolearn::rpc {

struct NamedCompletionRequest {
  std::string organisation;
  CompletionRequest request;
};
absl::StatusOr<NamedCompletionRequest> Read(const v1::RecordCompletionRequest& request);
// The assignment must be in `organisation`.
absl::StatusOr<CompletionRequest> ReadIn(const std::string& organisation,
                                         const v1::RecordCompletionRequest& request);
absl::StatusOr<PersonCompletion> ReadIn(const std::string& organisation,
                                        const v1::PersonCompletion& completion);
absl::StatusOr<SessionAttestation> Read(const v1::AttestSessionRequest& request);
absl::StatusOr<CompletionVoidRequest> Read(const v1::VoidCompletionRequest& request);
absl::StatusOr<CompletionListQuery> Read(const v1::ListCompletionsRequest& request);

v1::Completion ToProto(const Completion& completion, const std::string& module,
                       const std::string& organisation);
v1::Completion ToProto(const CompletionView& view, const std::string& organisation);
v1::BatchRecordCompletionsResponse::Result ToProto(const CompletionResult& result,
                                                   const std::string& organisation);
v1::RecordCompletionResponse ToProto(const RecordedCompletion& recorded, const std::string& organisation);

}  // namespace nanolearn::rpc
