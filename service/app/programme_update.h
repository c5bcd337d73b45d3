#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/domain/programme_definition.h"

namespace nanolearn {

struct ProgrammeUpdate {
  std::string organisation;
  std::string slug;
  ProgrammeDefinition definition;
  bool has_mails = false;           // else they stay as they are
  std::vector<std::string> fields;  // of the definition, as in the API; empty: all
  std::string etag;                 // empty: whatever it is now
  std::optional<Date> effective;    // today when absent
  bool validate_only = false;
  std::string request_id;
};

// Whether the update is about the field.
bool Takes(const ProgrammeUpdate& update, absl::string_view field);
// Whether all its fields can be set.
absl::Status CheckFields(const ProgrammeUpdate& update);
// What the programme is to be, of what it is and what the update asks for.
ProgrammeDefinition Merge(const ProgrammeUpdate& update, ProgrammeDefinition definition);

}  // namespace nanolearn
