#pragma once
// What a programme would mean for the people there are.

#include <map>
#include <string>
#include <vector>

#include "service/app/environment.h"
#include "service/domain/audience.h"
#include "service/domain/organisation.h"
#include "service/domain/programme.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

struct AudienceMember {
  Id person_id = kNoId;
  std::string display_name;        // empty for a protected identity, and so are units and roles
  std::vector<std::string> units;  // codes
  std::vector<EngagementKind> kinds;
  std::vector<std::string> roles;
  bool is_paused = false;
};

struct UnitPeople {
  std::string code;
  std::string name;
  int people = 0;
};

struct ModuleDates {
  std::string module;
  Date open_date;
  Date due_date;
};

struct ProgrammePreview {
  Date day;
  bool has_counts = true;  // only the first page has them
  int people = 0;
  int paused = 0;
  int ever = 0;
  std::map<EngagementKind, int> kinds;
  std::vector<UnitPeople> units;
  std::vector<ModuleDates> modules;
  std::vector<AudienceMember> members;
  std::string next_page_token;
};

// The counts on a day.
void CountAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                   const UnitHistory& units, ProgrammePreview& preview);
// How many are in the audience on some day.
int CountPeople(const ReadTransaction& tx, Id organisation_id, const Programme& programme);
// Those in the audience on a day after `after`, by id.
std::vector<AudienceMember> MembersOn(const ReadTransaction& tx, Id organisation_id,
                                      const Programme& programme, const UnitHistory& units, Date day,
                                      Id after, int limit);
// When each module first opens and is due for somebody who is there from the first day on.
std::vector<ModuleDates> FirstDates(const Programme& programme, const std::vector<std::string>& modules);

struct AudienceAnswer {
  Id person_id = kNoId;
  Date day;
  AudiencePresence presence = AudiencePresence::kOutside;
  std::vector<std::string> reasons;
  std::vector<AudienceRange> days;  // all of them
};

AudienceAnswer AnswerAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                              const UnitHistory& units, Id person_id, Date day);

}  // namespace nanolearn
