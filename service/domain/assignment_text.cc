#include "service/domain/assignment_text.h"

#include "absl/strings/str_cat.h"
#include "service/domain/audience_text.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

std::string Count(int number, absl::string_view one) {
  return absl::StrCat(number, " ", one, number == 1 ? "" : "s");
}

std::string Quoted(absl::string_view reason) {
  return reason.empty() ? "" : absl::StrCat(" (\"", reason, "\")");
}

std::string NotCounted(int days) {
  if (days == 0) return "no day from then on counts, since no end is known";
  return absl::StrCat(Count(days, "day"), days == 1 ? " does" : " do", " not count");
}

std::string Until(const DateReason& reason) { return FormatDate(reason.date + reason.days); }

std::string Sentence(const DateReason& reason) {
  const std::string date = FormatDate(reason.date);
  switch (reason.kind) {
    case Kind::kProgrammeOpens:
      return absl::StrCat("The programme opens the module on ", date, ".");
    case Kind::kPace:
      return absl::StrCat("By the programme's pace the module opens ", Count(reason.days, "day"),
                          " later, on ", date, ".");
    case Kind::kJoined:
      return absl::StrCat("The person is in the audience from ", date, ", after the module had opened.");
    case Kind::kCatchUpPace:
      return absl::StrCat("Newcomers follow the programme's pace: ", Count(reason.days, "day"),
                          " after their first day, on ", date, ".");
    case Kind::kPreviousCompleted:
      return absl::StrCat("The cycle before was completed on ", date, " and holds ",
                          Count(reason.days, "month"), ".");
    case Kind::kPreviousExpires:
      return absl::StrCat("The cycle before expires on ", date, ".");
    case Kind::kFixedDay:
      return absl::StrCat("The module is for each year's ", date.substr(5), "; this time for ", date, ".");
    case Kind::kWindow:
      return absl::StrCat("It opens ", Count(reason.days, "day"), " before, on ", date,
                          ", so that it can be done in time.");
    case Kind::kEdition:
      return absl::StrCat("A new revision is asked for again from ", date, ".");
    case Kind::kDaysToComplete:
      return absl::StrCat("There are ", Count(reason.days, "day"), " to complete it after ", date, ": until ",
                          Until(reason), ".");
    case Kind::kNewcomerDays:
      return absl::StrCat("Who comes later has ", Count(reason.days, "day"), " after ", date, ": until ",
                          Until(reason), ".");
    case Kind::kPaused:
      return absl::StrCat("The person is on leave from ", date, ": ", NotCounted(reason.days), ".");
    case Kind::kOutside:
      return absl::StrCat("The person is not in the audience from ", date, ": ", NotCounted(reason.days),
                          ".");
    case Kind::kQuiet:
      return absl::StrCat(date, " is a quiet day",
                          reason.text.empty() ? "" : absl::StrCat(" (", reason.text, ")"), ": it moves ",
                          Count(reason.days, "day"), " later.");
    case Kind::kExtended:
      return absl::StrCat("It was extended on ", date, Quoted(reason.text), ".");
    case Kind::kNextCycle:
      return absl::StrCat("The next cycle opens on ", date, " and stands in its place.");
    case Kind::kCompleted:
      return absl::StrCat("It was completed on ", date, "; its dates stay as they were.");
  }
  return "";
}

// Which rule and engagement, or whose leave, made a step so.
std::vector<std::string> RosterSentences(const DateReason& reason, const ReasonScene& scene) {
  std::vector<std::string> sentences;
  const UnitNamer name = NamerOf(scene.units.On(reason.date));
  for (const AudienceVerdict& verdict :
       ExplainAudience(scene.programme, scene.engagements, scene.units, reason.date)) {
    if (verdict.reason != AudienceVerdict::Reason::kFits) continue;
    const Engagement& engagement = *verdict.engagement;
    const std::string what = DescribeEngagement(engagement, name);
    if (reason.kind == Kind::kJoined) {
      sentences.push_back(absl::StrCat("On ", FormatDate(reason.date), " ",
                                       DescribeRule(scene.programme, verdict.rule, name), " let in ", what,
                                       "."));
    } else if (engagement.facts.leave.Contains(reason.date)) {
      const DateRange& leave = engagement.facts.leave;
      sentences.push_back(absl::StrCat(
          "On leave: ", what, ", from ", FormatDate(leave.from),
          leave.to >= kNoEnd ? " until further notice" : absl::StrCat(" to ", FormatDate(leave.to - 1)),
          "."));
    }
  }
  return sentences;
}

const AssignmentException* WaiverOn(const AssignmentHistory& history, Date day) {
  for (const AssignmentException& exception : history.exceptions) {
    if (exception.kind == ExceptionKind::kWaiver && exception.valid.Contains(day)) return &exception;
  }
  return nullptr;
}

std::string WaiverSentence(const AssignmentException& waiver) {
  return absl::StrCat("It is waived from ", FormatDate(waiver.valid.from), " to ",
                      FormatDate(waiver.valid.to - 1), Quoted(waiver.reason), ".");
}

std::string StateSentence(const AssignmentHistory& history, AssignmentState state, Date day) {
  const Assignment& assignment = history.assignment;
  const std::string on = FormatDate(day);
  const std::string due = FormatDate(DueDateOn(history, day));
  switch (state) {
    case AssignmentState::kUpcoming:
      return absl::StrCat("On ", on, " it is upcoming: it opens on ", FormatDate(assignment.open_date), ".");
    case AssignmentState::kNotYetDue:
      return absl::StrCat("On ", on, " it is open and not yet due: its last day is ", due, ".");
    case AssignmentState::kOverdue:
      return absl::StrCat("On ", on, " it is overdue: its last day was ", due, ".");
    case AssignmentState::kCompleted:
      return absl::StrCat("On ", on, " it is completed, in time.");
    case AssignmentState::kCompletedLate:
      return absl::StrCat("On ", on, " it is completed, after its last day, ", due, ".");
    case AssignmentState::kWithdrawn:
      return absl::StrCat("On ", on, " it is withdrawn: the person is not in the audience.");
    case AssignmentState::kWaived:
      return absl::StrCat("On ", on, " it need not be done.");
    case AssignmentState::kPaused:
      return absl::StrCat("On ", on, " the clock stands still: the person is on leave. It is not counted.");
    case AssignmentState::kClosed:
      return absl::StrCat("On ", on, " it is closed: a later cycle stands in its place.");
  }
  return "";
}

}  // namespace

std::vector<std::string> ReasonSentences(absl::Span<const DateReason> reasons, const ReasonScene& scene) {
  std::vector<std::string> sentences;
  for (const DateReason& reason : reasons) {
    sentences.push_back(Sentence(reason));
    const bool by_roster = reason.kind == Kind::kJoined || reason.kind == Kind::kPaused;
    if (!by_roster || scene.hide) continue;
    for (std::string& sentence : RosterSentences(reason, scene)) sentences.push_back(std::move(sentence));
  }
  return sentences;
}

std::vector<std::string> StateSentences(const AssignmentHistory& history, AssignmentState state, Date day) {
  std::vector<std::string> sentences = {StateSentence(history, state, day)};
  if (const AssignmentException* waiver = WaiverOn(history, day)) {
    sentences.push_back(WaiverSentence(*waiver));
  }
  for (const VoidedCompletion& voided : history.voided) {
    sentences.push_back(absl::StrCat("The completion of ", FormatDate(voided.complete_date),
                                     " was taken back on ", FormatDate(voided.void_date), "."));
  }
  return sentences;
}

}  // namespace nanolearn
