#include "service/domain/resource_name.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/base/error.h"

namespace nanolearn {
namespace {
constexpr absl::string_view kOrganisations = "organisations";
}

std::string OrganisationName(absl::string_view organisation) {
  return absl::StrCat(kOrganisations, "/", organisation);
}

std::string ResourceName(absl::string_view organisation, absl::string_view collection, absl::string_view id) {
  return absl::StrCat(kOrganisations, "/", organisation, "/", collection, "/", id);
}

std::string ResourceName(absl::string_view organisation, absl::string_view collection, Id id) {
  return ResourceName(organisation, collection, FormatId(id));
}

std::string UnitName(absl::string_view organisation, absl::string_view code) {
  return ResourceName(organisation, "units", code);
}

absl::StatusOr<std::string> ParseOrganisationName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 || parts[0] != kOrganisations || parts[1].empty()) {
    return InvalidField(field, "is written organisations/ID, for example organisations/alvnas");
  }
  return parts[1];
}

std::string OrganisationIn(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, absl::MaxSplits('/', 2));
  return parts.size() >= 2 && parts[0] == kOrganisations ? std::string(parts[1]) : "";
}

absl::StatusOr<ParsedName> ParseName(absl::string_view name, absl::string_view collection,
                                     absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, absl::MaxSplits('/', 3));
  if (parts.size() != 4 || parts[0] != kOrganisations || parts[1].empty() || parts[2] != collection ||
      parts[3].empty()) {
    return InvalidField(field, absl::StrCat("is written organisations/ID/", collection, "/ID"));
  }
  return ParsedName{parts[1], parts[3]};
}

absl::StatusOr<std::string> ParseNameIn(absl::string_view organisation, absl::string_view name,
                                        absl::string_view collection, absl::string_view field) {
  if (name.empty()) return std::string();
  absl::StatusOr<ParsedName> parsed = ParseName(name, collection, field);
  if (!parsed.ok()) return parsed.status();
  if (parsed->organisation != organisation) {
    return InvalidField(field, "must be in the organisation that the request is about");
  }
  return parsed->id;
}

absl::StatusOr<Id> ParseIdPart(absl::string_view id, absl::string_view field) {
  const std::optional<Id> parsed = ParseId(id);
  // kNoId means "any" to those who filter by it.
  if (!parsed || *parsed == kNoId)
    return InvalidField(field, "ends with an id of 13 letters and digits, as the server gives it");
  return *parsed;
}

bool IsSlug(absl::string_view text) {
  if (text.empty() || text.size() > 40 || text[0] == '-') return false;
  for (const char c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

}  // namespace nanolearn
