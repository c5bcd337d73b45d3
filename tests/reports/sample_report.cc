#include "tests/reports/sample_report.h"

#include "service/domain/report_rules.h"

namespace nanolearn::testing {
namespace {

ComplianceCounts Counts(int people, int required, int completed, int overdue, int paused = 0) {
  ComplianceCounts counts;
  counts.people = people;
  counts.required = required;
  counts.completed = completed;
  counts.overdue = overdue;
  counts.paused = paused;
  return counts;
}

ReportUnit Group(const std::string& code, const std::string& name, const ComplianceCounts& counts) {
  return {.code = code, .name = name, .figures = {.counts = counts}, .employees = {.counts = counts}};
}

ReportUnit HiddenGroup(const std::string& code, const std::string& name) {
  return {.code = code,
          .name = name,
          .figures = {.hidden = true},
          .employees = {.hidden = true},
          .elected = {.hidden = true}};
}

Figures Delta(int people, int required, int completed, int overdue) {
  Figures delta;
  delta.people = people;
  delta.required = required;
  delta.completed = completed;
  delta.overdue = overdue;
  return delta;
}

ReportContent Common(const std::string& language) {
  ReportContent content;
  content.id = 1234567890123456789;
  content.parameters.language = language;
  content.organisation = "alvnas";
  content.organisation_name = "Älvnäs kommunkoncern";
  content.as_of = Date(2026, 12, 31);
  content.compared_with = Date(2026, 9, 30);
  content.create_time = absl::FromCivil(absl::CivilSecond(2027, 1, 5, 8, 0, 0), absl::UTCTimeZone());
  content.time_zone = "Europe/Stockholm";
  content.before = {.counts = Counts(610, 398, 205, 30)};
  for (int month = 1; month <= 12; ++month) {
    content.trend.push_back(
        {Date(absl::CivilMonth(2026, month) + 1) - 1,
         {.counts = month < 3 ? Counts(600, 0, 0, 0) : Counts(600, 400, 25 * month, 40)}});
  }
  content.changes =
      ShownChanges(std::vector<ComplianceChange>{{ChangeReason::kJoined, 32, Delta(32, 25, 0, 0)},
                                                 {ChangeReason::kCompleted, 104, Delta(0, 0, 104, -12)},
                                                 {ChangeReason::kBecameOverdue, 34, Delta(0, 0, 0, 34)},
                                                 {ChangeReason::kLeft, 3, Delta(-3, -2, -8, 0)}},
                   5);
  content.sources = {{"personal", Date(2026, 12, 1), content.create_time - absl::Hours(40), 2},
                     {"bolag", Date(2026, 11, 1), content.create_time - absl::Hours(24 * 60), 60}};
  content.last_completion = content.create_time - absl::Hours(50);
  return content;
}

ReportSubject Subject(const ReportContent& content, const std::string& slug, const std::string& name,
                      int percent) {
  ReportSubject subject{slug, name, {}};
  for (const ReportUnit& entity : content.entities) {
    subject.by_entity.push_back(entity.figures);
    subject.by_entity.back().counts.completed = entity.figures.counts.required * percent / 100;
  }
  return subject;
}

}  // namespace

ReportContent SampleBoard(const std::string& language) {
  ReportContent content = Common(language);
  content.parameters.unit_code = "VON";
  content.parameters.period = {PeriodLength::kQuarter, Date(2026, 10, 1)};
  content.unit = Group("VON", "Vård- och omsorgsnämnden", Counts(642, 421, 301, 52, 12));
  content.unit.type = UnitType::kCommittee;
  content.unit.elected = {.counts = Counts(17, 17, 11, 4)};
  content.elected_before = {.counts = Counts(17, 17, 6, 2)};
  content.groups_of = "Vård- och omsorgsförvaltningen";
  content.groups = {Group("2001", "Hemtjänst Norr", Counts(90, 60, 40, 12)),
                    Group("2002", "<b>Hemtjänst</b> & \"Söder\"", Counts(120, 80, 70, 2)),
                    Group("2003", "Särskilt boende Älvgården", Counts(130, 85, 50, 25)),
                    HiddenGroup("2007", "Bemanningsenheten"), HiddenGroup("2008", "Biståndsenheten")};
  content.late_groups = LateGroups(content.groups);
  content.weak_topics = {{.topic = "phone-fraud", .answered = 210, .right = 98}};
  content.weak_questions = {
      {.module = "Falska samtal", .question = "Banken ringer. Vad gör du?", .answered = 210, .right = 90}};
  content.asks = AsksOf(content);
  return content;
}

ReportContent SampleAnnual(const std::string& language) {
  ReportContent content = Common(language);
  content.parameters.kind = ReportKind::kAnnual;
  content.parameters.period = {PeriodLength::kYear, Date(2026, 1, 1)};
  content.unit = Group("G", "Älvnäs kommunkoncern", Counts(1400, 1120, 700, 140));
  content.unit.type = UnitType::kGroup;
  content.unit.elected = {.counts = Counts(85, 85, 40, 22)};
  content.entities = {content.unit, Group("00", "Älvnäs kommun", Counts(1200, 960, 600, 120)),
                      Group("80", "Älvnäs Stadshus AB", Counts(220, 176, 110, 22)),
                      HiddenGroup("83", "Älvnäs Fastigheter AB")};
  content.entities[1].type = UnitType::kMunicipality;
  content.entities[2].type = content.entities[3].type = UnitType::kCompany;
  content.entities[2].elected_are_apart = true;
  content.counted_twice = 20;
  content.policies = {Subject(content, "policy", "Informationssäkerhetspolicy", 71)};
  content.incidents = {Subject(content, "incident", "Något gick fel? Säg till direkt", 64)};
  content.programmes = {Subject(content, "grund", "Grundprogram 2026", 60)};
  content.asks = AsksOf(content);
  return content;
}

}  // namespace nanolearn::testing
