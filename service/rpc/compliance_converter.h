#pragma once
// Figures between the API's messages and ours.

#include <string>

#include "nanolearn/v1/compliance.pb.h"
#include "nanolearn/v1/compliance_service.pb.h"
#include "service/app/compliance.h"
#include "service/base/status_macros.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {

// What all requests about figures name; some name no programme.
template <typename Request, typename Subject>
absl::Status ReadSubject(const Request& request, Subject& subject) {
  ASSIGN_OR_RETURN(subject.organisation, ParseOrganisationName(request.parent(), "parent"));
  const std::string& organisation = subject.organisation;
  ASSIGN_OR_RETURN(subject.unit_code, ParseNameIn(organisation, request.unit(), "units", "unit"));
  if constexpr (requires { request.programme(); }) {
    ASSIGN_OR_RETURN(subject.programme,
                     ParseNameIn(organisation, request.programme(), "programmes", "programme"));
  }
  ASSIGN_OR_RETURN(subject.module, ParseNameIn(organisation, request.module(), "modules", "module"));
  return absl::OkStatus();
}

// `organisation` is its id, for names.
v1::ComplianceRow ToProto(const ComplianceRow& row, const std::string& organisation);
v1::ComplianceChange ToProto(const ComplianceChange& change);
v1::LateAssignment ToProto(const LateRow& row, const std::string& organisation, Date day);
v1::WeakQuestion ToProto(const WeakRow& row, const std::string& organisation);
v1::DataAge ToProto(const DataAge& age);

}  // namespace nanolearn::rpc
