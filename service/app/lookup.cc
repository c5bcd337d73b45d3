#include "service/app/lookup.h"

#include <iterator>
#include <utility>

#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// All that `list` gives after a slug, so many at a time.
template <typename Item, typename List>
std::vector<Item> All(List list) {
  std::vector<Item> all;
  for (std::string after;; after = all.back().slug) {
    std::vector<Item> some = list(after, limits::kMaxPageSize);
    if (some.empty()) return all;
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
}

}  // namespace

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

absl::StatusOr<Id> FindUnitId(const ReadTransaction& tx, Id organisation_id, const std::string& organisation,
                              const std::string& code) {
  if (code.empty()) return kNoId;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) {
    if (unit.code == code) return unit.unit_id;
  }
  return errors::NotFound("unit", UnitName(organisation, code));
}

std::vector<ModuleSummary> AllModules(const ReadTransaction& tx, Id organisation_id) {
  return All<ModuleSummary>(
      [&](const std::string& after, int limit) { return tx.modules().List(organisation_id, after, limit); });
}

std::vector<Programme> AllProgrammes(const ReadTransaction& tx, Id organisation_id) {
  return All<Programme>([&](const std::string& after, int limit) {
    return tx.programmes().List(organisation_id, after, limit);
  });
}

}  // namespace nanolearn
