#include "service/reports/shared_sections.h"

#include "absl/strings/str_cat.h"
#include "service/base/id.h"
#include "service/domain/report_rules.h"
#include "service/reports/ask_words.h"

namespace nanolearn::reports {
namespace {

// "förra perioden 398 (+23)".
std::string Versus(const ReportContent& content, const Words& words, int now, int before) {
  if (content.before.hidden || !HasFiguresBefore(content)) return "";
  return absl::StrCat(words("förra perioden ", "last time "), words.Count(before), " (",
                      words.Change(now - before), ")");
}

std::string RateVersus(const ReportContent& content, const Words& words) {
  const std::optional<int> before = PercentOf(content.before.counts);
  if (content.before.hidden || !before) return "";
  return absl::StrCat(words("förra perioden ", "last time "), words.Percent(before));
}

std::string AgeOf(const ReportSource& source, const Words& words) {
  if (source.days_old == 0) return words("samma dag", "the same day");
  return absl::StrCat(words.Count(source.days_old), " ",
                      source.days_old == 1 ? words("dag", "day") : words("dagar", "days"));
}

std::string HiddenSentence(const ReportContent& content, const Words& words) {
  return absl::StrCat(words("Grupper med färre än ", "Groups of fewer than "), content.min_group_size,
                      words(" personer visas inte, och inte heller siffror som de kan räknas ut av; där står "
                            "”dold”. De ingår i "
                            "summorna.",
                            " people are not shown, nor figures from which they could be worked out; those "
                            "say “hidden”. They are "
                            "part of the sums."));
}

}  // namespace

Section Asks(const ReportContent& content, const Words& words) {
  Section section{.id = "asks", .heading = words("Förslag till beslut", "What is asked")};
  section.blocks.push_back(Paragraph{AskIntroduction(content, words)});
  List list{.ordered = true};
  for (const ReportAsk& ask : content.asks) list.items.push_back(AskSentence(ask, content, words));
  section.blocks.push_back(std::move(list));
  return section;
}

Section Sources(const ReportContent& content, const Words& words) {
  Section section{.id = "sources",
                  .heading = words("Varifrån siffrorna kommer", "Where the figures come from"),
                  .is_small = true};
  Table table{
      .caption = words("Källor och hur gamla de är", "Sources and their age"),
      .columns = {{words("Källa", "Source")},
                  {words("Gäller från", "Effective from")},
                  {words("Senast läst", "Last read")},
                  {words("Ålder när rapporten gjordes", "Age when the report was made"), Unit::kCount}}};
  for (const ReportSource& source : content.sources) {
    table.rows.push_back({TextCell(source.name),
                          TextCell(source.effective ? words.Day(*source.effective) : "–"),
                          TextCell(words.Instant(source.sync_time, content.time_zone)),
                          {.text = AgeOf(source, words), .number = source.days_old, .unit = Unit::kCount}});
  }
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  section.blocks.push_back(
      Paragraph{content.last_completion
                    ? absl::StrCat(words("Den senaste genomförda modulen registrerades den ",
                                         "The last completion was recorded on "),
                                   words.Instant(*content.last_completion, content.time_zone), ".")
                    : words("Ingen har ännu genomfört någon modul.", "Nobody has completed a module yet.")});
  return section;
}

Section Definitions(const ReportContent& content, const Words& words) {
  Section section{.id = "definitions",
                  .heading = words("Så räknas siffrorna", "How the figures are counted"),
                  .is_small = true};
  List list{
      .items = {
          words("Omfattas: personer som ska göra minst en modul som har öppnat.",
                "Required: people who have at least one module that has opened."),
          words("Klara: de som har gjort allt som har öppnat för dem.",
                "Done: those who have completed everything that has opened for them."),
          words("Försenade: de som har minst en modul som inte är gjord och vars sista dag har passerat.",
                "Late: those with at least one module that is not done and whose last day has passed."),
          words("Andel klara: klara av dem som omfattas, utom de som är undantagna från allt eller frånvarande.",
                "Share done: those done out of those required, without those exempted from everything or on "
                "leave."),
          words("Varje person räknas en gång i varje grupp, också med flera uppdrag. Den som finns i två "
                "grupper "
                "räknas i båda, men en gång i helheten.",
                "A person counts once in any group, also with several engagements. Somebody in two groups "
                "counts in "
                "both, and once in the whole.")}};
  // A smallest size of one hides nothing.
  if (content.min_group_size > 1) list.items.push_back(HiddenSentence(content, words));
  section.blocks.push_back(std::move(list));
  return section;
}

std::string HaveDoneAll(int done, int of, const Words& words) {
  // Neither "den ska" nor "de ska" fits one out of many.
  const std::string swedish =
      absl::StrCat("har gjort allt ", done == 1 || of == 1 ? "som ska göras" : "de ska");
  return words(swedish,
               done == 1 || of == 1 ? "has done all that is asked" : "have done all that they should");
}

std::string DayOfFigures(const ReportContent& content, const Words& words) {
  const std::string day = words.Day(content.as_of);
  if (content.is_over) {
    return absl::StrCat(words("Siffrorna gäller den ", "The figures are those of "), day,
                        words(".", ", its last day."));
  }
  return absl::StrCat(words("Perioden är inte slut. Siffrorna gäller den ",
                            "The period is not over. The figures are those of "),
                      day, ".");
}

std::string StandingSentence(const ReportContent& content, const Words& words) {
  const ReportFigures& figures = content.unit.figures;
  const ComplianceCounts& counts = figures.counts;
  if (figures.hidden)
    return words("Gruppen är för liten för att visas.", "The group is too small to be shown.");
  if (counts.required == 0) return words("Ingen omfattas av något program.", "No programme reaches anybody.");
  if (counts.active() == 0) {
    return words("Alla som omfattas är undantagna eller frånvarande.",
                 "Everybody required is exempted or on leave.");
  }
  std::string text =
      absl::StrCat(words.Count(counts.completed), words(" av ", " of "), words.People(counts.active()), " (",
                   words.Share(counts.completed, counts.active()), ") ",
                   HaveDoneAll(counts.completed, counts.active(), words), ".");
  if (counts.overdue > 0) {
    absl::StrAppend(
        &text, " ", words.Count(counts.overdue), " ",
        counts.overdue == 1 ? words("är försenad.", "is late.") : words("är försenade.", "are late."));
  } else {
    absl::StrAppend(&text, " ", words("Ingen är försenad.", "Nobody is late."));
  }
  if (const int apart = counts.waived + counts.paused; apart > 0) {
    absl::StrAppend(&text, " ", words.People(apart), " ",
                    words(apart == 1 ? "är undantagen eller frånvarande och räknas inte in i andelen."
                                     : "är undantagna eller frånvarande och räknas inte in i andelen.",
                          apart == 1 ? "is exempted or on leave and is not part of the share."
                                     : "are exempted or on leave and are not part of the share."));
  }
  return text;
}

KeyFigures KeyFiguresOf(const ReportContent& content, const Words& words) {
  const ReportFigures& figures = content.unit.figures;
  const ComplianceCounts& counts = figures.counts;
  const ComplianceCounts& before = content.before.counts;
  const auto note = [&](std::string shown) { return figures.hidden ? std::string() : std::move(shown); };
  return {{{words("Andel klara", "Share done"), words.PercentCell(figures), note(RateVersus(content, words))},
           {words("Omfattas", "Required"), words.CountCell(figures, counts.required),
            note(Versus(content, words, counts.required, before.required))},
           {words("Klara", "Done"), words.CountCell(figures, counts.completed),
            note(Versus(content, words, counts.completed, before.completed))},
           {words("Försenade", "Late"), words.CountCell(figures, counts.overdue),
            note(Versus(content, words, counts.overdue, before.overdue))}}};
}

// Not who made it: they can be erased, and the file stays. The audit names them by an id.
std::vector<std::string> Colophon(const ReportContent& content, const Words& words) {
  return {
      absl::StrCat(words("Rapport ", "Report "), FormatId(content.id), words(", gjord den ", ", made on "),
                   words.Instant(content.create_time, content.time_zone), "."),
      absl::StrCat(words("Om inget har registrerats i efterhand kan siffrorna räknas fram på nytt: nanolearn "
                         "--organisation ",
                         "Unless something has been recorded afterwards, the figures can be counted again: "
                         "nanolearn --organisation "),
                   content.organisation, " compliance show --unit ", content.unit.code, " --as-of ",
                   FormatDate(content.as_of))};
}

std::string ApartSentence(bool is_apart, const Words& words) {
  if (!is_apart) return "";
  return words(
      "De som är både förtroendevalda och anställda räknas bland de anställda, eftersom de är för få för att "
      "kunna visas.",
      "Those who are both elected and employed are counted among the employees, since they are too few to be "
      "shown.");
}

void AddFigureColumns(const Words& words, std::vector<Column>& columns) {
  columns.push_back({words("Omfattas", "Required"), Unit::kCount});
  columns.push_back({words("Klara", "Done"), Unit::kCount});
  columns.push_back({words("Försenade", "Late"), Unit::kCount});
  columns.push_back({words("Andel klara", "Share done"), Unit::kPercent});
}

void AddFigureCells(const ReportFigures& figures, const Words& words, std::vector<Cell>& cells) {
  cells.push_back(words.CountCell(figures, figures.counts.required));
  cells.push_back(words.CountCell(figures, figures.counts.completed));
  cells.push_back(words.CountCell(figures, figures.counts.overdue));
  cells.push_back(words.PercentCell(figures));
}

}  // namespace nanolearn::reports
