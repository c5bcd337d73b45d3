#include "absl/strings/str_cat.h"
#include "service/domain/report_rules.h"
#include "service/reports/documents.h"
#include "service/reports/shared_sections.h"
#include "service/reports/words.h"

namespace nanolearn::reports {
namespace {

Section Standing(const ReportContent& content, const Words& words) {
  return {.id = "standing",
          .heading = words("Läget", "Where we stand"),
          .blocks = {Paragraph{StandingSentence(content, words)}, KeyFiguresOf(content, words)}};
}

std::string ElectedSentence(const ReportContent& content, const Words& words) {
  const ReportFigures& elected = content.unit.elected;
  const ComplianceCounts& counts = elected.counts;
  if (elected.hidden) {
    return words("De förtroendevalda är för få för att visas för sig.",
                 "The elected members are too few to be shown.");
  }
  if (counts.people == 0)
    return words("Här finns inga förtroendevalda.", "There are no elected members here.");
  if (counts.active() == 0) {
    return words("Ingen av de förtroendevalda har något att göra.",
                 "Nothing is asked of the elected members.");
  }
  std::string text =
      absl::StrCat(words.Count(counts.completed), words(" av ", " of "), words.Count(counts.active()),
                   counts.active() == 1 ? words(" förtroendevald ", " elected member ")
                                        : words(" förtroendevalda ", " elected members "),
                   HaveDoneAll(counts.completed, counts.active(), words));
  const ReportFigures& before = content.elected_before;
  if (!before.hidden && before.counts.active() > 0) {
    absl::StrAppend(&text, words("; den ", "; on "), words.Day(content.compared_with),
                    words(" var det ", " it was "), words.Count(before.counts.completed),
                    words(" av ", " of "), words.Count(before.counts.active()));
  }
  return absl::StrCat(text, ".");
}

Section ElectedMembers(const ReportContent& content, const Words& words) {
  Section section{.id = "elected",
                  .heading = words("De förtroendevalda själva", "The elected members themselves")};
  section.blocks.push_back(Paragraph{ElectedSentence(content, words)});
  Table table{.caption = HasEmployees(content)
                             ? words("Förtroendevalda och anställda", "Elected members and employees")
                             : words("Förtroendevalda", "Elected members"),
              .columns = {{words("Grupp", "Group")}}};
  AddFigureColumns(words, table.columns);
  table.columns.push_back({words("Fördelning", "Division"), Unit::kText, true});
  const auto add = [&](const std::string& label, const ReportFigures& figures) {
    std::vector<Cell> row{TextCell(label)};
    AddFigureCells(figures, words, row);
    row.push_back(BarCell(figures));
    table.rows.push_back(std::move(row));
  };
  add(words("Förtroendevalda", "Elected members"), content.unit.elected);
  if (HasEmployees(content)) add(words("Anställda", "Employees"), content.unit.employees);
  section.blocks.push_back(std::move(table));
  if (const std::string apart = ApartSentence(content.unit.elected_are_apart && HasEmployees(content), words);
      !apart.empty()) {
    section.blocks.push_back(Paragraph{apart});
  }
  return section;
}

std::string LateSentence(const ReportContent& content, const Words& words) {
  if (content.late_groups.empty()) {
    return words("I ingen av grupperna som visas är tio procent eller fler försenade.",
                 "In no group that is shown are ten per cent or more late.");
  }
  std::vector<std::string> names;
  for (const int late : content.late_groups) {
    if (names.size() < kMaxLateGroups) names.push_back(content.groups[late].name);
  }
  return absl::StrCat(words("Minst tio procent är försenade i ", "At least ten per cent are late in "),
                      words.ListedOf(names, static_cast<int>(content.late_groups.size())), ".");
}

Section Groups(const ReportContent& content, const Words& words) {
  Section section{.id = "groups", .heading = words("Grupper som ligger efter", "Groups that are behind")};
  section.blocks.push_back(Paragraph{LateSentence(content, words)});
  Table table{.caption = absl::StrCat(words("Grupperna i ", "The groups of "), content.groups_of),
              .columns = {{words("Grupp", "Group")}}};
  AddFigureColumns(words, table.columns);
  table.columns.push_back({words("Fördelning", "Division"), Unit::kText, true});
  for (const ReportUnit& group : content.groups) {
    std::vector<Cell> row{TextCell(group.name)};
    AddFigureCells(group.figures, words, row);
    row.push_back(BarCell(group.figures));
    table.rows.push_back(std::move(row));
  }
  section.blocks.push_back(std::move(table));
  return section;
}

Table AnswerTable(const std::vector<ReportAnswers>& answers, bool by_topic, const Words& words) {
  Table table{.caption = by_topic ? words("Svagaste ämnena", "The weakest topics")
                                  : words("Svåraste frågorna", "The hardest questions"),
              .columns = {{by_topic ? words("Ämne", "Topic") : words("Fråga", "Question")},
                          {words("Svar", "Answers"), Unit::kCount},
                          {words("Rätt vid första försöket", "Right at the first try"), Unit::kPercent}}};
  for (const ReportAnswers& one : answers) {
    table.rows.push_back(
        {TextCell(by_topic ? words.Topic(one.topic) : absl::StrCat(one.module, ": ", one.question)),
         {.text = words.Count(one.answered),
          .number = static_cast<double>(one.answered),
          .unit = Unit::kCount},
         words.ShareCell(one.right, one.answered)});
  }
  return table;
}

Section WeakTopics(const ReportContent& content, const Words& words) {
  Section section{.id = "topics", .heading = words("Det som är svårt", "What is hard")};
  if (!content.has_answers) {
    section.blocks.push_back(Paragraph{
        words("Det finns inga svar för perioden ännu.", "There are no answers for the period yet.")});
    return section;
  }
  if (content.weak_topics.empty() && content.weak_questions.empty()) {
    section.blocks.push_back(Paragraph{words(
        "Inget ämne som tillräckligt många har svarat på har under 75 procent rätta svar vid första "
        "försöket.",
        "No topic that enough people have answered has less than 75 per cent right at the first try.")});
    return section;
  }
  if (!content.weak_topics.empty()) section.blocks.push_back(AnswerTable(content.weak_topics, true, words));
  if (!content.weak_questions.empty())
    section.blocks.push_back(AnswerTable(content.weak_questions, false, words));
  return section;
}

}  // namespace

Document BoardDocument(const ReportContent& content) {
  const Words words(content.parameters.language);
  Document document{
      .language = content.parameters.language,
      .organisation = content.organisation_name,
      .title = absl::StrCat(words("Utbildning i informationssäkerhet: ", "Information-security training: "),
                            content.unit.name),
      .subtitle = absl::StrCat(words("Rapport för ", "Report for "), words.Period(content.parameters.period),
                               ". ", DayOfFigures(content, words)),
      .summary = StandingSentence(content, words),
      .colophon = Colophon(content, words),
      .legend_done = words("klara", "done"),
      .legend_late = words("försenade", "late"),
      .legend_left = words("har tid kvar", "not due yet")};
  document.sections = {Standing(content, words), Asks(content, words), Trend(content, words),
                       Changes(content, words), ElectedMembers(content, words)};
  if (!content.groups.empty()) document.sections.push_back(Groups(content, words));
  document.sections.push_back(WeakTopics(content, words));
  document.sections.push_back(Sources(content, words));
  document.sections.push_back(Definitions(content, words));
  return document;
}

}  // namespace nanolearn::reports
