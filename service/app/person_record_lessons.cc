#include "service/app/person_record_parts.h"

namespace nanolearn {
namespace {

using Json = RecordJson;

constexpr int kMostCompletions = 100'000;

Json VoidOf(const RecordFacts& facts, const Completion& completion) {
  if (completion.void_id == kNoId) return nullptr;
  const std::optional<CompletionVoid> record = facts.tx.completions().FindVoid(facts.id(), completion.id);
  if (!record) return nullptr;
  return {{"from", FormatDate(record->voided.void_date)},
          {"reason", record->reason},
          {"time", TimeJson(record->create_time)},
          {"by", record->created_by}};
}

Json Answers(const LessonProgress& progress) {
  Json answers = Json::array();
  for (size_t i = 0; i < progress.questions.size(); ++i) {
    const QuestionProgress& question = progress.questions[i];
    answers.push_back({{"question", i + 1},
                       {"tries", question.tries},
                       {"last_answer", question.last_answer < 0 ? Json(nullptr) : Json(question.last_answer + 1)},
                       {"right", question.right},
                       {"right_at_first", question.right_at_first}});
  }
  return answers;
}

}  // namespace

RecordJson AssignmentsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const AssignmentHistory& history : facts.assignments) {
    const Assignment& a = history.assignment;
    list.push_back({{"assignment", FormatId(a.id)},
                    {"programme", NameIn(facts.programmes, a.programme_id)},
                    {"module", NameIn(facts.modules, a.module_id)},
                    {"cycle", a.cycle},
                    {"opens", FormatDate(a.open_date)},
                    {"due", FormatDate(a.due_date)},
                    {"completed", DayJson(a.complete_date)},
                    {"replaced", DayJson(a.close_date)}});
  }
  return list;
}

RecordJson CompletionsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Id person : facts.people) {
    for (const Completion& c : facts.tx.completions().List(facts.id(), {.person_id = person, .limit = kMostCompletions})) {
      list.push_back({{"assignment", FormatId(c.assignment_id)},
                      {"module", NameIn(facts.modules, c.module_id)},
                      {"revision", c.revision},
                      {"completed", TimeJson(c.complete_time)},
                      {"recorded", TimeJson(c.record_time)},
                      {"late", c.late},
                      {"evidence", c.evidence},
                      {"taken_back", VoidOf(facts, c)}});
    }
  }
  return list;
}

RecordJson ExceptionsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const AssignmentHistory& history : facts.assignments) {
    for (const AssignmentException& e : history.exceptions) {
      list.push_back({{"assignment", FormatId(history.assignment.id)},
                      {"module", NameIn(facts.modules, history.assignment.module_id)},
                      {"kind", std::string(ExceptionKindName(e.kind))},
                      {"from", FormatDate(e.valid.from)},
                      {"to", LastDayJson(e.valid.to)},
                      {"due", DayJson(e.due_date)},
                      {"reason", e.reason},
                      {"time", TimeJson(e.create_time)},
                      {"by", e.created_by}});
    }
  }
  return list;
}

RecordJson LessonsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Id assignment : facts.tx.lessons().Begun(facts.id(), facts.traces.assignments)) {
    const std::optional<LessonProgress> progress = facts.tx.lessons().Find(facts.id(), assignment);
    if (!progress) continue;
    list.push_back({{"assignment", FormatId(assignment)},
                    {"module", facts.ModuleOf(assignment)},
                    {"revision", progress->revision},
                    {"steps_seen", progress->position},
                    {"begun", TimeJson(progress->start_time)},
                    {"last_used", TimeJson(progress->update_time)},
                    {"answers", Answers(*progress)}});
  }
  return list;
}

}  // namespace nanolearn
