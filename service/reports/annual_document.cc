#include "absl/strings/str_cat.h"
#include "service/reports/documents.h"
#include "service/reports/shared_sections.h"
#include "service/reports/words.h"

namespace nanolearn::reports {
namespace {

// Which figures of a unit a table is about.
using FiguresOfUnit = ReportFigures ReportUnit::*;

Table EntityTable(const ReportContent& content, const std::string& caption, FiguresOfUnit part,
                  const Words& words) {
  Table table{
      .caption = caption,
      .columns = {
          {words("Del", "Part")}, {words("Slag", "Kind")}, {words("Personer", "People"), Unit::kCount}}};
  AddFigureColumns(words, table.columns);
  table.columns.push_back({words("Fördelning", "Division"), Unit::kText, true});
  for (const ReportUnit& entity : content.entities) {
    const ReportFigures& figures = entity.*part;
    std::vector<Cell> row{TextCell(entity.name), TextCell(words.TypeOf(entity.type)),
                          words.CountCell(figures, figures.counts.people)};
    AddFigureCells(figures, words, row);
    row.push_back(BarCell(figures));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string TogetherSentence(const ReportContent& content, const Words& words) {
  const std::string rule = words(
      "Varje rad gäller delen med allt som ligger under den. Ett moderbolag räknas med sina dotterbolag.",
      "Each row is about the part with everything below it. A parent company counts with its subsidiaries.");
  if (content.counted_twice <= 0) return rule;
  return absl::StrCat(
      rule, " ", words.People(content.counted_twice),
      words(content.counted_twice == 1
                ? " finns i mer än en del och räknas i var och en av dem, men en gång i helheten."
                : " finns i mer än en del. De räknas i var och en av dem, men en gång i helheten.",
            content.counted_twice == 1
                ? " is in more than one part, counted in each of them and once in the whole."
                : " are in more than one part, counted in each of them and once in the whole."));
}

Section Whole(const ReportContent& content, const Words& words) {
  return {.id = "standing",
          .heading = words("Läget", "Where we stand"),
          .blocks = {Paragraph{StandingSentence(content, words)}, KeyFiguresOf(content, words)}};
}

Section Parts(const ReportContent& content, const Words& words) {
  return {.id = "parts",
          .heading = words("Koncern, kommun och bolag", "Group, municipality and companies"),
          .blocks = {Paragraph{TogetherSentence(content, words)},
                     EntityTable(content, words("Alla", "Everybody"), &ReportUnit::figures, words),
                     EntityTable(content, words("Anställda", "Employees"), &ReportUnit::employees, words)}};
}

Section ElectedMembers(const ReportContent& content, const Words& words) {
  Section section{
      .id = "elected",
      .heading = words("Förtroendevalda och styrelseledamöter", "Elected members and members of boards")};
  section.blocks.push_back(
      EntityTable(content, words("Förtroendevalda", "Elected members"), &ReportUnit::elected, words));
  std::vector<std::string> apart;
  for (const ReportUnit& entity : content.entities) {
    if (entity.elected_are_apart) apart.push_back(entity.name);
  }
  if (!apart.empty()) {
    section.blocks.push_back(Paragraph{absl::StrCat(words.Listed(apart), ": ", ApartSentence(true, words))});
  }
  return section;
}

// A row for each subject: the figures of the whole, then the share in each of the other parts.
Table SubjectTable(const ReportContent& content, const std::string& caption, const std::string& heading,
                   const std::vector<ReportSubject>& subjects, const Words& words) {
  Table table{.caption = caption, .columns = {{heading}}};
  AddFigureColumns(words, table.columns);
  for (size_t i = 1; i < content.entities.size(); ++i) {
    table.columns.push_back({content.entities[i].name, Unit::kPercent});
  }
  for (const ReportSubject& subject : subjects) {
    std::vector<Cell> row{TextCell(subject.name)};
    AddFigureCells(subject.by_entity.front(), words, row);
    for (size_t i = 1; i < subject.by_entity.size(); ++i)
      row.push_back(words.PercentCell(subject.by_entity[i]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Section Subjects(const ReportContent& content, const std::string& id, const std::string& heading,
                 const std::string& column, const std::string& caption,
                 const std::vector<ReportSubject>& subjects, const std::string& none, const Words& words) {
  Section section{.id = id, .heading = heading};
  if (subjects.empty()) {
    section.blocks.push_back(Paragraph{none});
  } else {
    section.blocks.push_back(SubjectTable(content, caption, column, subjects, words));
  }
  return section;
}

Section Policies(const ReportContent& content, const Words& words) {
  return Subjects(
      content, "policies", words("Styrande dokument", "Governing documents"), words("Dokument", "Document"),
      words("Vilka som har läst och bekräftat; de sista kolumnerna är andelen i varje del",
            "Who has read and acknowledged; the last columns are the share in each part"),
      content.policies,
      words("Inget styrande dokument ingår i något program. Därför går det inte att visa här om de som ska "
            "följa dokumenten har läst dem.",
            "No governing document is part of a programme. Whether those who must follow them know of them "
            "can therefore not be shown here."),
      words);
}

Section Incidents(const ReportContent& content, const Words& words) {
  return Subjects(
      content, "incidents", words("Rutinen vid incidenter", "The incident routine"), words("Modul", "Module"),
      words("Vilka som har gått igenom hur en incident anmäls; de sista kolumnerna är andelen i varje del",
            "Who has gone through how an incident is reported; the last columns are the share in each part"),
      content.incidents,
      words("Ingen modul om incidenter ingår i något program.",
            "No module on incidents is part of a programme."),
      words);
}

Section Programmes(const ReportContent& content, const Words& words) {
  return Subjects(content, "programmes", words("Program", "Programmes"), words("Program", "Programme"),
                  words("Läget i varje program; de sista kolumnerna är andelen i varje del",
                        "Where each programme stands; the last columns are the share in each part"),
                  content.programmes, words("Det finns inget program.", "There is no programme."), words);
}

}  // namespace

Document AnnualDocument(const ReportContent& content) {
  const Words words(content.parameters.language);
  Document document{.language = content.parameters.language,
                    .organisation = content.organisation_name,
                    .title = words("Årsrapport om informationssäkerhet: utbildning och medvetenhet",
                                   "Yearly information-security report: training and awareness"),
                    .subtitle = absl::StrCat(content.unit.name, ", ", words.Period(content.parameters.period),
                                             ". ", DayOfFigures(content, words)),
                    .summary = StandingSentence(content, words),
                    .colophon = Colophon(content, words),
                    .legend_done = words("klara", "done"),
                    .legend_late = words("försenade", "late"),
                    .legend_left = words("har tid kvar", "not due yet")};
  document.sections = {Whole(content, words),    Parts(content, words),      ElectedMembers(content, words),
                       Policies(content, words), Incidents(content, words),  Programmes(content, words),
                       Trend(content, words),    Changes(content, words),    Asks(content, words),
                       Sources(content, words),  Definitions(content, words)};
  return document;
}

}  // namespace nanolearn::reports
