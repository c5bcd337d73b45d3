#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/id.h"
#include "service/domain/assignment_plan.h"
#include "service/domain/module_folder.h"

namespace nanolearn {

// A module as lists show it: what its latest revision's manifest says.
struct ModuleSummary {
  Id id = kNoId;
  std::string slug;
  std::string display_name;  // the title in the first language
  std::string kind;
  int minutes = 0;
  std::vector<std::string> topics;
  std::vector<std::string> languages;
  int revision = 0;  // the latest
  std::string checksum;
  absl::Time publish_time;
};

class ModuleTable {
 public:
  virtual ~ModuleTable() = default;
  virtual std::optional<ModuleSummary> Find(Id organisation_id, const std::string& slug) const = 0;
  // By slug, those after `after_slug`.
  virtual std::vector<ModuleSummary> List(Id organisation_id, const std::string& after_slug,
                                          int limit) const = 0;
  // Those of `ids` that exist, in any order.
  virtual std::vector<ModuleSummary> FindAll(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // Their slugs alone.
  virtual std::map<Id, std::string> Slugs(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // A module as it was at a revision; nothing when there is no such revision.
  virtual std::optional<ModuleSummary> FindRevision(Id organisation_id, Id module_id, int revision) const = 0;
  // The folder's files as published.
  virtual ModuleFiles Files(Id organisation_id, Id module_id, int revision) const = 0;
  // Adds revision `summary.revision`, and the module itself when that is 1.
  virtual void InsertRevision(Id organisation_id, const ModuleSummary& summary, const ModuleFiles& files) = 0;

  // The editions of these modules, by module and day.
  virtual std::vector<ModuleEdition> Editions(Id organisation_id, absl::Span<const Id> module_ids) const = 0;
  // One for each module and day; a later one of the same day takes its place.
  virtual void PutEdition(Id organisation_id, const ModuleEdition& edition) = 0;
};

}  // namespace nanolearn
