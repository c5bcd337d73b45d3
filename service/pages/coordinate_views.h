#pragma once
// What a security coordinator's pages say.

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/mail_rule.h"
#include "service/domain/sync_change.h"
#include "service/domain/sync_run.h"
#include "service/pages/figure_views.h"

namespace nanolearn::pages {

struct ProgrammeItem {
  std::string slug;
  GroupItem group;
  std::optional<int> people;  // nothing: it would tell of few people
  std::string next_module;    // empty: nothing more opens
  std::optional<Date> next_open;
  bool writes_mail = false;
};

struct HeldRunItem {
  std::string id;
  std::string source;
  std::string file_name;  // empty: a directory
  Date effective;
  absl::Time create_time;
  std::vector<std::string> reasons;  // sentences
};

struct FailingJobItem {
  std::string name;
  absl::Time time;
};

// Sections that the reader may not see are absent.
struct CoordinateOverview {
  std::optional<std::vector<ProgrammeItem>> programmes;
  std::optional<std::vector<HeldRunItem>> held_runs;
  bool can_decide = false;
  std::optional<int> failed_mails;
  bool has_more_failed = false;  // than that
  std::optional<std::vector<FailingJobItem>> failing_jobs;
  bool can_read_figures = false;  // of units, and weak questions
  int min_group_size = 5;
  FiguresAge age;
};

struct QuestionItem {
  std::string module;
  std::string text;
  int answered = 0, right = 0;
  bool hidden = false;
};

struct ProgrammeModuleItem {
  GroupItem group;
  std::optional<Date> open_date, due_date;  // for somebody who is there from the start
};

struct CoordinateProgramme {
  ProgrammeItem programme;
  std::vector<ProgrammeModuleItem> modules;
  MailRule mails;
  std::vector<QuestionItem> questions;
  int min_group_size = 5;
  FiguresAge age;
};

struct CoordinateQuestions {
  Date from, to;
  std::vector<QuestionItem> questions;  // the weakest first
  int min_group_size = 5;
};

struct RunReason {
  std::string text;
  std::string detail;  // in English, with figures that the text has not; empty: the text says it all
};

struct ChangeItem {
  SyncChangeKind kind = SyncChangeKind::kChange;
  std::string name;  // empty: a protected identity
  std::string unit;
  std::vector<FieldChange> fields;
};

struct UnitLeavers {
  std::string unit;
  int count = 0;
};

struct CoordinateRun {
  HeldRunItem run;
  std::vector<RunReason> reasons;
  SyncRunState state = SyncRunState::kHeld;
  std::string decided_by;
  std::optional<absl::Time> decide_time;
  bool can_decide = false;  // the reader may, and there is something to decide
  bool approvable = false;
  bool must_tick = false;  // approved without saying that it was checked
  std::string request_id;  // of the decision, so that the same form counts once
  SyncCounts counts;
  std::vector<ChangeItem> changes;
  int more_changes = 0;
  bool are_all_counted = true;       // otherwise there are at least so many more
  std::vector<UnitLeavers> leavers;  // of a held run: how many leave each unit, the most first
  int more_leaver_units = 0;
  int problem_count = 0;
  std::vector<std::string> problems;  // some of them, with their lines; in English
  std::string time_zone;
};

struct MailItem {
  std::string id;
  std::string recipient;
  std::string subject;
  std::string reason;
  absl::Time time;
};

struct CoordinateMails {
  std::vector<MailItem> mails;
  bool can_retry = false;
  std::string next_href;
  std::string time_zone;
  std::optional<int> retried;  // so many are sent again
};

}  // namespace nanolearn::pages
