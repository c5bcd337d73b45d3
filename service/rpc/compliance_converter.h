#pragma once
// Figures between the API's messages and ours.

#include <string>

#include "nanolearn/v1/compliance.pb.h"
#include "nanolearn/v1/compliance_service.pb.h"
#include "service/app/compliance.h"

namespace nanolearn::rpc {

// `organisation` is its id, for names.
v1::ComplianceRow ToProto(const ComplianceRow& row, const std::string& organisation);
v1::ComplianceChange ToProto(const ComplianceChange& change);
v1::LateAssignment ToProto(const LateRow& row, const std::string& organisation, Date day);
v1::WeakQuestion ToProto(const WeakRow& row, const std::string& organisation);
v1::DataAge ToProto(const DataAge& age);

}  // namespace nanolearn::rpc
