#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/programme_preview.h"
#include "service/app/programme_update.h"
#include "service/app/programme_view.h"
#include "service/domain/programme_definition.h"

namespace nanolearn {

struct ProgrammeList {
  std::vector<ProgrammeView> programmes;
  std::string next_page_token;
};

struct NewProgramme {
  std::string organisation;
  std::string slug;
  ProgrammeDefinition definition;
  bool validate_only = false;
  std::string request_id;
};

// A programme that exists, or one that does not yet.
struct ProgrammeOrSlug {
  std::string organisation;
  std::string slug;  // of one that exists; else the definition holds
  ProgrammeDefinition definition;
};

struct ProgrammePreviewQuery {
  ProgrammeOrSlug programme;
  std::optional<Date> date;
  bool with_members = false;
};

struct AudienceQuestion {
  ProgrammeOrSlug programme;
  std::string person;  // as in a rule
  std::optional<Date> date;
};

// Operations on programmes; the errors are those of programme_service.proto. Thread-safe.
class Programmes {
 public:
  explicit Programmes(const Environment& env) : env_(env) {}

  absl::StatusOr<ProgrammeView> Create(const Caller& caller, const NewProgramme& request);
  absl::StatusOr<ProgrammeView> Update(const Caller& caller, const ProgrammeUpdate& request);
  absl::StatusOr<ProgrammeView> Get(const Caller& caller, const std::string& organisation,
                                    const std::string& slug);
  absl::StatusOr<ProgrammeList> List(const Caller& caller, const std::string& organisation,
                                     const PageRequest& page);
  absl::StatusOr<ProgrammePreview> Preview(const Caller& caller, const ProgrammePreviewQuery& query,
                                           const PageRequest& page);
  absl::StatusOr<AudienceAnswer> ExplainAudience(const Caller& caller, const AudienceQuestion& question);

 private:
  Environment env_;
};

}  // namespace nanolearn
