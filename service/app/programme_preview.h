#pragma once
// What a programme would mean for the people there are.

#include <map>
#include <optional>
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
  std::string display_name;
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
  int people = 0;  // who have these dates; 0: not counted
};

struct ProgrammePreview {
  Date day;
  // The numbers: on the first page only, and not when they are hidden.
  std::optional<int> people;
  std::optional<int> paused;
  std::optional<int> ever;
  bool is_hidden = false;  // some or all of the numbers, because they would tell of few people
  std::map<EngagementKind, int> kinds;
  std::vector<UnitPeople> units;
  std::vector<ModuleDates> modules;   // the dates that most people have
  std::vector<std::string> warnings;  // sentences: what of the programme is hardly meant so
  std::vector<AudienceMember> members;
  std::string next_page_token;
};

// Whether the people counted are all or, for rules that were made up for a question, without the protected
// people whom they name: it would tell where these are.
enum class Counted { kAll, kNotProtectedNamed };

// The numbers on a day. A protected person counts at the top of the tree only.
void CountAudience(const ReadTransaction& tx, Id organisation_id, const Programme& programme,
                   const std::vector<std::string>& modules, const UnitHistory& units, Counted counted,
                   ProgrammePreview& preview);
// How many are in the audience on some day.
int CountPeople(const ReadTransaction& tx, Id organisation_id, const Programme& programme, Counted counted);
// Those in the audience on a day after `after`, by id, without protected people.
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
