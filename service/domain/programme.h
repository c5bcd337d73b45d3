#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/engagement.h"
#include "service/domain/mail_rule.h"
#include "service/domain/role_group.h"

namespace nanolearn {

// Who fits: people with an engagement that has all that the rule asks for. What is left empty asks for
// nothing. A rule that excepts takes out the people it fits, whatever the others say.
struct AudienceRule {
  bool excepts = false;
  Id unit_id = kNoId;                  // in it or below it
  std::vector<EngagementKind> kinds;   // any of them
  std::vector<RoleGroup> role_groups;  // any of them, or of `roles`
  std::vector<std::string> roles;      // patterns for the engagement's role; see MatchesRole
  bool requires_computer = false;
  std::vector<Id> person_ids;  // a list, ascending: only these people
  DateRange valid;             // the days on which the programme says so
};

// Days on which nothing opens and nothing is due: it moves to the next other day.
struct QuietDays {
  bool weekends = false;
  bool holidays =
      false;  // Swedish public holidays and the eves that are days off (midsummer, Christmas, New Year)
  bool july = false;
  std::vector<DateRange> ranges;

  friend bool operator==(const QuietDays&, const QuietDays&) = default;
};

// What newcomers get of the modules that opened before they came.
enum class CatchUp {
  kAll,    // all at once, on their first day
  kPaced,  // one after another at the programme's pace, from their first day
  kNone,   // none; of kFixed the next yearly one
};

// When a module must be taken again.
enum class Recurrence {
  kOnce,
  kFromCompletion,  // so many months after it was completed
  kFromExpiry,      // so many months after the previous one expired, so that the day does not drift
  kFixed,           // each year on one day
};

struct Calendar {
  Date open_date;                // of the first module
  std::optional<Date> end_date;  // the last day; nothing is required after it
  int weeks_between = 0;         // modules without a day of their own open so far apart; 0: all at once
  int days_to_complete = 30;
  int newcomer_days = 0;  // for who comes after a module opened; 0: as days_to_complete
  CatchUp catch_up = CatchUp::kAll;
  QuietDays quiet;
  bool pauses_on_leave = true;  // the clock stands still while somebody is on leave
  Recurrence recurrence = Recurrence::kOnce;
  int every_months = 12;
  // The next cycle opens so many days before the previous expires (kFixed: before the fixed day), and what is
  // completed from then on counts for it. 0: on the day itself, and days_to_complete count from there.
  int window_days = 0;
  int fixed_month = 1, fixed_day = 1;  // of kFixed
};

struct ProgrammeModule {
  Id module_id = kNoId;
  std::optional<Date> open_date;  // instead of what the pace says
};

struct Programme {
  Id id = kNoId;
  std::string slug;
  std::string display_name;
  std::vector<ProgrammeModule> modules;  // in order
  std::vector<AudienceRule> audience;    // any that does not except is enough
  Calendar calendar;
  MailRule mails;
  Date planned_until;  // assignments of later days are not made yet
  absl::Time create_time;
  uint64_t version = 1;
};

// How far ahead assignments are made.
inline constexpr int kPlannedDaysAhead = 400;

}  // namespace nanolearn
