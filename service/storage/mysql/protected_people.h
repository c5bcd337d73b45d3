#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace nanolearn::mysql {

// An SQL condition without parameters: no source's last word on the person of `alias` (a table with
// organisation_id and person_id) is that the identity is protected. The words that were taken back, which
// hold on no day, do not count.
inline std::string NotProtected(absl::string_view alias) {
  return absl::StrCat(
      "NOT EXISTS (SELECT 1 FROM attribute_versions t WHERE t.organisation_id = ", alias,
      ".organisation_id AND t.person_id = ", alias,
      ".person_id AND t.protected_identity AND t.valid_from < t.valid_to AND NOT EXISTS (SELECT 1 FROM "
      "attribute_versions n WHERE n.organisation_id = t.organisation_id AND n.person_id = t.person_id AND "
      "n.source_id = t.source_id AND n.valid_from >= t.valid_to AND n.valid_from < n.valid_to))");
}

}  // namespace nanolearn::mysql
