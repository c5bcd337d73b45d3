// Assignments::Explain of assignments.h.

#include "service/app/assignment_planner.h"
#include "service/app/assignment_viewer.h"
#include "service/app/programme_preview.h"
#include "service/base/status_macros.h"
#include "service/domain/assignment_plan.h"
#include "service/domain/assignment_text.h"

namespace nanolearn {
namespace {

// What decides the dates, read anew from the facts.
struct Facts {
  Programme programme;
  std::vector<Engagement> engagements;
  std::vector<AssignmentHistory> histories;  // the person's in the programme
  std::vector<ModuleEdition> editions;
  bool hide = false;  // a protected identity
};

absl::StatusOr<Facts> Load(const ReadTransaction& tx, Id organisation_id, const Assignment& assignment,
                           Date day) {
  std::vector<Programme> programmes = tx.programmes().FindAll(organisation_id, {assignment.programme_id});
  if (programmes.empty()) return absl::InternalError("an assignment without its programme");
  Facts facts{.programme = std::move(programmes.front())};
  facts.engagements = tx.engagements().OfPeople(organisation_id, {assignment.person_id});
  for (AssignmentHistory& history : tx.assignments().Histories(organisation_id, {assignment.person_id})) {
    if (history.assignment.programme_id == assignment.programme_id)
      facts.histories.push_back(std::move(history));
  }
  facts.editions = EditionsOf(tx, organisation_id, absl::MakeConstSpan(&facts.programme, 1));
  const std::optional<Person> person = tx.people().Find(organisation_id, assignment.person_id, day);
  facts.hide = !person || person->attributes.protected_identity;
  return facts;
}

void ExplainDates(const Facts& facts, const UnitHistory& units, AssignmentExplanation& explanation) {
  const std::vector<AudienceRange> audience = AudienceDays(facts.programme, facts.engagements, units);
  const ReasonScene scene{facts.programme, facts.engagements, units, facts.hide};
  const Assignment& assignment = explanation.assignment.assignment;
  for (const PlannedAssignment& planned : PlanAssignments(
           {facts.programme, audience, facts.histories, facts.editions, facts.programme.planned_until})) {
    if (planned.module_id != assignment.module_id || planned.cycle != assignment.cycle) continue;
    explanation.opens = ReasonSentences(planned.why_open, scene);
    explanation.due = ReasonSentences(planned.why_due, scene);
    explanation.closes = ReasonSentences(planned.why_closed, scene);
    return;
  }
  // Nobody who is in the audience on no day is planned any more.
  explanation.opens = {"The person is in the audience on no day now; the dates are those it had before."};
}

}  // namespace

absl::StatusOr<AssignmentExplanation> Assignments::Explain(const Caller& caller,
                                                           const std::string& organisation, Id id,
                                                           std::optional<Date> as_of) {
  AssignmentExplanation explanation;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    explanation = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadAssignments));
    const Date today = Today(env_, org), day = as_of.value_or(today);
    ASSIGN_OR_RETURN(explanation.assignment, ViewAssignment(tx, caller, org, id, day, today));
    const Assignment& assignment = explanation.assignment.assignment;
    ASSIGN_OR_RETURN(const Facts facts, Load(tx, org.id, assignment, day));
    const UnitHistory units(tx.units().Versions(org.id));
    explanation.audience =
        AnswerAudience(tx, org.id, facts.programme, units, assignment.person_id, day).reasons;
    ExplainDates(facts, units, explanation);
    for (const AssignmentHistory& history : facts.histories) {
      if (history.assignment.id != id) continue;
      explanation.state = StateSentences(history, explanation.assignment.state, day);
    }
    return absl::OkStatus();
  }));
  return explanation;
}

}  // namespace nanolearn
