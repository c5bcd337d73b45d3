#pragma once
// What a report says, before it is put into words: plain values, in no language but for the names that people
// have given things. No names of people.

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/domain/compliance.h"
#include "service/domain/compliance_change.h"
#include "service/domain/report.h"
#include "service/domain/unit.h"

namespace nanolearn {

// Figures that may be hidden, since they are of too few people; then they are all zero.
struct ReportFigures {
  bool hidden = false;
  ComplianceCounts counts;
};

// A unit with everything below it.
struct ReportUnit {
  std::string code;
  std::string name;
  UnitType type = UnitType::kDepartment;
  ReportFigures figures;
  ReportFigures employees;  // of them, with an employment
  ReportFigures elected;    // of them, with a mandate or a seat on a board
  // Few are both: they are counted among the employees only, so that nothing can be worked out about them.
  bool elected_are_apart = false;
};

struct ReportTrendPoint {
  Date day;
  ReportFigures figures;
};

// What made the figures change. Without a reason: what is left, put together since each is of few people.
struct ReportChange {
  std::optional<ChangeReason> reason;
  int people = 0;
  Figures delta;
};

// How many were right at the first try.
struct ReportAnswers {
  std::string topic;     // of a topic
  std::string module;    // of a question: the module's name
  std::string question;  // its text
  int answered = 0;
  int right = 0;
};

// A programme or a module: the figures of each of the report's `entities`, in their order.
struct ReportSubject {
  std::string slug;
  std::string name;
  std::vector<ReportFigures> by_entity;
};

// Something has come from it.
struct ReportSource {
  std::string name;
  std::optional<Date> effective;
  absl::Time sync_time;
  int days_old = 0;  // on the day the report was made
};

enum class AskKind {
  kNobodyRequired,   // no programme reaches anybody
  kLatePeople,       // employees; count: how many, 0 where that is hidden
  kElectedLeft,      // count: how many elected have something left
  kLateGroups,       // names: of the latest; count: how many there are
  kFell,             // the share done fell; count: by how many percentage points
  kWeakTopic,        // names: the topic; count: percent right
  kPolicyUnread,     // names: the document; count: percent
  kIncidentUnknown,  // count: percent
  kOldSource,        // names: the source; count: days
  kNote,             // take note of the report; always the last
};

// "LATE_PEOPLE", ...
absl::string_view AskKindName(AskKind kind);

struct ReportAsk {
  AskKind kind = AskKind::kNote;
  int count = 0;
  std::vector<std::string> names;

  friend bool operator==(const ReportAsk&, const ReportAsk&) = default;
};

inline constexpr int kTrendMonths = 12;

struct ReportContent {
  Id id = kNoId;
  Id unit_id = kNoId;  // of `unit`
  ReportParameters parameters;
  std::string organisation;  // its slug
  std::string organisation_name;
  Date as_of;                     // the day of the figures
  bool is_over = true;            // whether the period was over then
  Date compared_with;             // the last day of the period before
  std::optional<Date> first_day;  // nobody is known of on any day before it
  absl::Time create_time;
  std::string time_zone;
  int min_group_size = 5;

  // Of the unit, or of the whole organisation.
  ReportUnit unit;
  ReportFigures before;  // on compared_with
  ReportFigures elected_before;
  // The ends of kTrendMonths months, as_of in place of the last; none before first_day.
  std::vector<ReportTrendPoint> trend;
  std::vector<ReportChange> changes;  // none where too few people are behind them

  // Board: the groups below the unit. Where a unit has but one below it, the groups are those below that.
  std::string groups_of;  // the name of the unit that they are below
  std::vector<ReportUnit> groups;
  std::vector<int> late_groups;  // their places in `groups`, the latest first
  std::vector<ReportAnswers> weak_topics;
  std::vector<ReportAnswers> weak_questions;
  bool has_answers = true;  // anybody's, in the period; also true where none may be shown

  // Annual: the whole, the municipality and each company; each with everything below it.
  std::vector<ReportUnit> entities;
  int counted_twice = 0;  // people in more than one of the parts right below the whole; 0 also where hidden
  std::vector<ReportSubject> programmes;
  std::vector<ReportSubject> policies;   // governing documents
  std::vector<ReportSubject> incidents;  // modules on what to do when something happens

  std::vector<ReportAsk> asks;
  std::vector<ReportSource> sources;
  std::optional<absl::Time> last_completion;
};

// Whether anybody is known of on compared_with.
bool HasFiguresBefore(const ReportContent& content);

// Whether the unit has employees, or may have: figures that are hidden do not tell.
bool HasEmployees(const ReportContent& content);

// The share of those of whom something is asked that have nothing left; nothing when nobody is.
std::optional<double> RateOf(const ComplianceCounts& counts);
// As RateOf in whole percent; see domain/percent.h.
std::optional<int> PercentOf(const ComplianceCounts& counts);

}  // namespace nanolearn
