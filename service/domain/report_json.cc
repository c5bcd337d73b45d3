#include "service/domain/report_json.h"

#include <nlohmann/json.hpp>

#include "service/base/id.h"

namespace nanolearn {
namespace {

using Json = nlohmann::ordered_json;

Json RateJson(const ComplianceCounts& counts) {
  const std::optional<double> rate = RateOf(counts);
  return rate ? Json(*rate) : Json(nullptr);
}

Json ToJson(const ReportFigures& figures) {
  if (figures.hidden) return {{"hidden", true}};
  const ComplianceCounts& c = figures.counts;
  return {{"hidden", false},      {"people", c.people}, {"required", c.required}, {"completed", c.completed},
          {"overdue", c.overdue}, {"waived", c.waived}, {"paused", c.paused},     {"rate", RateJson(c)}};
}

Json ToJson(const ReportUnit& unit) {
  return {{"unit", unit.code},
          {"name", unit.name},
          {"type", std::string(UnitTypeName(unit.type))},
          {"everybody", ToJson(unit.figures)},
          {"employees", ToJson(unit.employees)},
          {"elected", ToJson(unit.elected)},
          {"elected_without_employees", unit.elected_are_apart}};
}

Json ToJson(const ReportChange& change) {
  return {{"reason", change.reason ? std::string(ChangeReasonName(*change.reason)) : "OTHERS_TOGETHER"},
          {"people", change.people},
          {"change",
           {{"people", change.delta.people},
            {"required", change.delta.required},
            {"completed", change.delta.completed},
            {"overdue", change.delta.overdue}}}};
}

Json ToJson(const ReportAnswers& answers) {
  Json json = answers.question.empty() ? Json{{"topic", answers.topic}}
                                       : Json{{"module", answers.module}, {"question", answers.question}};
  json["answered"] = answers.answered;
  json["right_at_first"] = answers.right;
  return json;
}

Json ToJson(const ReportAsk& ask) {
  return {{"ask", std::string(AskKindName(ask.kind))}, {"count", ask.count}, {"names", ask.names}};
}

Json ToJson(const ReportSource& source, absl::TimeZone zone) {
  return {{"source", source.name},
          {"effective_date", source.effective ? Json(FormatDate(*source.effective)) : Json(nullptr)},
          {"sync_time", absl::FormatTime(absl::RFC3339_full, source.sync_time, zone)},
          {"days_old", source.days_old}};
}

template <typename T>
Json ListOf(const std::vector<T>& things) {
  Json list = Json::array();
  for (const T& thing : things) list.push_back(ToJson(thing));
  return list;
}

Json SubjectsOf(const std::vector<ReportSubject>& subjects, const ReportContent& content, const char* noun) {
  Json list = Json::array();
  for (const ReportSubject& subject : subjects) {
    Json parts = Json::array();
    for (size_t i = 0; i < subject.by_entity.size(); ++i) {
      Json part = ToJson(subject.by_entity[i]);
      part["unit"] = content.entities[i].code;
      parts.push_back(std::move(part));
    }
    list.push_back({{noun, subject.slug}, {"name", subject.name}, {"parts", std::move(parts)}});
  }
  return list;
}

Json TrendOf(const ReportContent& content) {
  Json list = Json::array();
  for (const ReportTrendPoint& point : content.trend) {
    Json json = ToJson(point.figures);
    json["date"] = FormatDate(point.day);
    list.push_back(std::move(json));
  }
  return list;
}

Json BeforeOf(const ReportContent& content) {
  if (!HasFiguresBefore(content)) return nullptr;
  return {{"everybody", ToJson(content.before)}, {"elected", ToJson(content.elected_before)}};
}

void AddBoard(const ReportContent& content, Json& json) {
  json["groups_of"] = content.groups_of;
  json["groups"] = ListOf(content.groups);
  Json late = Json::array();
  for (const int group : content.late_groups) late.push_back(content.groups[group].code);
  json["late_groups"] = std::move(late);
  json["has_answers"] = content.has_answers;
  json["weak_topics"] = ListOf(content.weak_topics);
  json["weak_questions"] = ListOf(content.weak_questions);
}

void AddAnnual(const ReportContent& content, Json& json) {
  json["parts"] = ListOf(content.entities);
  json["counted_in_several_parts"] = content.counted_twice;
  json["governing_documents"] = SubjectsOf(content.policies, content, "module");
  json["incident_routine"] = SubjectsOf(content.incidents, content, "module");
  json["programmes"] = SubjectsOf(content.programmes, content, "programme");
}

}  // namespace

std::string ReportJson(const ReportContent& content) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  Json json{{"report", FormatId(content.id)},
            {"kind", std::string(ReportKindName(content.parameters.kind))},
            {"organisation", content.organisation},
            {"period", FormatPeriod(content.parameters.period)},
            {"as_of", FormatDate(content.as_of)},
            {"period_is_over", content.is_over},
            {"compared_with", FormatDate(content.compared_with)},
            {"first_day", content.first_day ? Json(FormatDate(*content.first_day)) : Json(nullptr)},
            {"create_time", absl::FormatTime(absl::RFC3339_full, content.create_time, utc)},
            {"min_group_size", content.min_group_size},
            {"whole", ToJson(content.unit)},
            {"before", BeforeOf(content)},
            {"changes", ListOf(content.changes)},
            {"trend", TrendOf(content)}};
  if (content.parameters.kind == ReportKind::kBoard) {
    AddBoard(content, json);
  } else {
    AddAnnual(content, json);
  }
  json["asks"] = ListOf(content.asks);
  Json sources = Json::array();
  for (const ReportSource& source : content.sources) sources.push_back(ToJson(source, utc));
  json["sources"] = std::move(sources);
  json["last_completion"] = content.last_completion
                                ? Json(absl::FormatTime(absl::RFC3339_full, *content.last_completion, utc))
                                : Json(nullptr);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nanolearn
