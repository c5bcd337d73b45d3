#include "admin-cli/names.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "admin-cli/errors.h"

namespace nanolearn::cli {
namespace {
constexpr absl::string_view kOrganisations = "organisations/";
}

std::string ShortId(absl::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

absl::StatusOr<std::string> OrganisationName(absl::string_view text) {
  absl::string_view id = text;
  if (absl::StartsWith(id, kOrganisations)) id.remove_prefix(kOrganisations.size());
  if (id.empty() || absl::StrContains(id, "/")) {
    return UsageError(absl::StrCat("\"", text,
                                   "\" is not the name of an organisation; write for example "
                                   "alvnas or organisations/alvnas."));
  }
  return absl::StrCat(kOrganisations, id);
}

absl::StatusOr<std::string> Names::Full(absl::string_view collection, absl::string_view text) const {
  if (text.empty()) return std::string();
  if (!absl::StrContains(text, "/")) return absl::StrCat(organisation_, "/", collection, "/", text);
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  if (parts.size() == 4 && parts[0] == "organisations" && parts[2] == collection && !parts[1].empty() &&
      !parts[3].empty()) {
    return std::string(text);
  }
  return UsageError(absl::StrCat("\"", text, "\" is no name here; write the id alone or ", organisation_, "/",
                                 collection, "/ID."));
}

}  // namespace nanolearn::cli
