#include "service/app/lookup.h"

#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {

absl::StatusOr<ModuleSummary> FindModule(const ReadTransaction& tx, const Organisation& organisation,
                                         const std::string& slug) {
  std::optional<ModuleSummary> module = tx.modules().Find(organisation.id, slug);
  if (!module) return errors::NotFound("module", ResourceName(organisation.slug, "modules", slug));
  return *std::move(module);
}

absl::StatusOr<Programme> FindProgramme(const ReadTransaction& tx, const Organisation& organisation,
                                        const std::string& slug) {
  std::optional<Programme> programme = tx.programmes().Find(organisation.id, slug);
  if (!programme) return errors::NotFound("programme", ResourceName(organisation.slug, "programmes", slug));
  return *std::move(programme);
}

absl::StatusOr<Id> FindModuleId(const ReadTransaction& tx, const Organisation& organisation,
                                const std::string& slug) {
  if (slug.empty()) return kNoId;
  ASSIGN_OR_RETURN(const ModuleSummary module, FindModule(tx, organisation, slug));
  return module.id;
}

absl::StatusOr<Id> FindProgrammeId(const ReadTransaction& tx, const Organisation& organisation,
                                   const std::string& slug) {
  if (slug.empty()) return kNoId;
  ASSIGN_OR_RETURN(const Programme programme, FindProgramme(tx, organisation, slug));
  return programme.id;
}

}  // namespace nanolearn
