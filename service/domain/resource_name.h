#pragma once
// Names as callers write them: organisations/alvnas/units/VON.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/id.h"

namespace nanolearn {

std::string OrganisationName(absl::string_view organisation);
// `collection`: "units", "people", "modules", "programmes", "assignments", "completions", "tokens".
std::string ResourceName(absl::string_view organisation, absl::string_view collection, absl::string_view id);
std::string ResourceName(absl::string_view organisation, absl::string_view collection, Id id);
std::string UnitName(absl::string_view organisation, absl::string_view code);

// The organisation that any name begins with, whatever follows; empty when it begins with none.
std::string OrganisationIn(absl::string_view name);

struct ParsedName {
  std::string organisation;
  std::string id;  // of the resource in its collection
};

// INVALID_ARGUMENT with a violation of `field` for text of another form.
absl::StatusOr<std::string> ParseOrganisationName(absl::string_view name, absl::string_view field);
absl::StatusOr<ParsedName> ParseName(absl::string_view name, absl::string_view collection,
                                     absl::string_view field);
// As ParseName, and the resource must be in `organisation`; empty text gives an empty id. For fields that
// narrow a list.
absl::StatusOr<std::string> ParseNameIn(absl::string_view organisation, absl::string_view name,
                                        absl::string_view collection, absl::string_view field);
// The id in a name of people, assignments, completions or tokens.
absl::StatusOr<Id> ParseIdPart(absl::string_view id, absl::string_view field);

// Whether text may be an id that people choose: 1-40 of a-z, 0-9 and -, beginning with a letter or digit.
bool IsSlug(absl::string_view text);

}  // namespace nanolearn
