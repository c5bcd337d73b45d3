#pragma once
// Fields of proto messages as values of output.h.

#include <google/protobuf/repeated_ptr_field.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <vector>

#include "admin-cli/instants.h"
#include "admin-cli/names.h"
#include "admin-cli/output.h"

namespace nanolearn::cli {

using Texts = google::protobuf::RepeatedPtrField<std::string>;

inline Value Instant(bool present, const google::protobuf::Timestamp& timestamp) {
  return present ? Value(FormatInstant(timestamp)) : Value();
}

inline std::vector<std::string> ListOf(const Texts& texts) { return {texts.begin(), texts.end()}; }

inline std::vector<std::string> ShortIds(const Texts& names) {
  std::vector<std::string> ids;
  for (const std::string& name : names) ids.push_back(ShortId(name));
  return ids;
}

}  // namespace nanolearn::cli
