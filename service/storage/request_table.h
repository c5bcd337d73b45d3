#pragma once

#include <optional>
#include <string>

#include "service/base/id.h"

namespace nanolearn {

// A write that was done, so that the same request id gives the same answer. Completions keep their own.
struct RequestRecord {
  std::string operation;    // e.g. "CreateProgramme"
  std::string fingerprint;  // Sha256 of what was asked
  std::string result;       // what the operation needs to answer again; at most 1 MB
};

class RequestTable {
 public:
  virtual ~RequestTable() = default;
  // `organisation_id` is kNoId for the installation.
  virtual std::optional<RequestRecord> Find(Id organisation_id, const std::string& request_id) const = 0;
  virtual void Insert(Id organisation_id, const std::string& request_id, const RequestRecord& record) = 0;
};

}  // namespace nanolearn
