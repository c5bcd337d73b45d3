// How the figures went: the trend, and why they changed.
#include "absl/strings/str_cat.h"
#include "service/domain/report_rules.h"
#include "service/reports/shared_sections.h"

namespace nanolearn::reports {
namespace {

LineChart TrendChart(const ReportContent& content, const Words& words) {
  LineChart chart{.title = words("Andel klara vid varje månads slut", "Share done at the end of each month")};
  for (const ReportTrendPoint& point : content.trend) {
    LineChart::Point drawn{.label = words.ShortMonth(point.day)};
    if (!point.figures.hidden) drawn.share = RateOf(point.figures.counts);
    if (drawn.share) drawn.text = words.Share(point.figures.counts.completed, point.figures.counts.active());
    chart.points.push_back(std::move(drawn));
  }
  std::vector<const ReportTrendPoint*> known;
  for (const ReportTrendPoint& point : content.trend) {
    if (!point.figures.hidden && RateOf(point.figures.counts)) known.push_back(&point);
  }
  if (known.size() < 2) {
    chart.description = words("För få månader har siffror.", "Too few months have figures.");
    return chart;
  }
  const auto at = [&](const ReportTrendPoint& point) {
    return absl::StrCat(words.Share(point.figures.counts.completed, point.figures.counts.active()),
                        words(" i ", " in "), words.Month(point.day));
  };
  chart.description = absl::StrCat(words("Från ", "From "), at(*known.front()), words(" till ", " to "),
                                   at(*known.back()), ".");
  return chart;
}

// What the table of changes shows.
bool HasSameFigures(const ComplianceCounts& before, const ComplianceCounts& now) {
  return before.people == now.people && before.required == now.required &&
         before.completed == now.completed && before.overdue == now.overdue;
}

// Months are columns, so that the figures stand below the line.
Table TrendTable(const ReportContent& content, const Words& words) {
  Table table{.caption = words("Läget vid varje månads slut", "Where we stood at the end of each month"),
              .columns = {{words("Siffra", "Figure")}}};
  std::vector<Cell> required{TextCell(words("Omfattas", "Required"))};
  std::vector<Cell> done{TextCell(words("Klara", "Done"))};
  std::vector<Cell> late{TextCell(words("Försenade", "Late"))};
  std::vector<Cell> rate{TextCell(words("Andel klara", "Share done"))};
  for (const ReportTrendPoint& point : content.trend) {
    table.columns.push_back({absl::StrCat(words.ShortMonth(point.day), " ", point.day.year()), Unit::kCount});
    const ComplianceCounts& counts = point.figures.counts;
    required.push_back(words.CountCell(point.figures, counts.required));
    done.push_back(words.CountCell(point.figures, counts.completed));
    late.push_back(words.CountCell(point.figures, counts.overdue));
    rate.push_back(words.PercentCell(point.figures));
  }
  table.rows = {std::move(required), std::move(done), std::move(late), std::move(rate)};
  return table;
}

std::vector<Cell> StandingRow(const std::string& label, const ReportFigures& figures, const Words& words) {
  const ComplianceCounts& counts = figures.counts;
  return {TextCell(label), words.CountCell(figures, counts.people), words.CountCell(figures, counts.required),
          words.CountCell(figures, counts.completed), words.CountCell(figures, counts.overdue)};
}

Table ChangeTable(const ReportContent& content, const Words& words) {
  Table table{.caption = words("Vad som har ändrat siffrorna", "What changed the figures"),
              .columns = {{words("Vad som har hänt", "What happened")},
                          {words("Personer", "People"), Unit::kCount},
                          {words("Omfattas", "Required"), Unit::kCount},
                          {words("Klara", "Done"), Unit::kCount},
                          {words("Försenade", "Late"), Unit::kCount}},
              .has_sum = true};
  const std::string on = words("Läget den ", "Standing on ");
  const bool is_first = !HasFiguresBefore(content);
  if (!is_first) {
    table.rows.push_back(
        StandingRow(absl::StrCat(on, words.Day(content.compared_with)), content.before, words));
  }
  for (const ReportChange& change : content.changes) {
    table.rows.push_back(
        {TextCell(absl::StrCat(words.Reason(change, is_first), ": ", words.People(change.people))),
         words.ChangeCell(change.delta.people), words.ChangeCell(change.delta.required),
         words.ChangeCell(change.delta.completed), words.ChangeCell(change.delta.overdue)});
  }
  table.rows.push_back(StandingRow(absl::StrCat(on, words.Day(content.as_of)), content.unit.figures, words));
  return table;
}

std::string NothingBefore(const ReportContent& content, const Words& words) {
  return absl::StrCat(words("Inga siffror före den ", "No figures before "), words.Day(*content.first_day),
                      ".");
}

}  // namespace

Section Trend(const ReportContent& content, const Words& words) {
  const bool is_short = content.first_day && content.trend.size() < kTrendMonths;
  Section section{.id = "trend",
                  .heading = is_short ? words("Utvecklingen månad för månad", "Month by month")
                                      : words("Utvecklingen under tolv månader", "The last twelve months")};
  if (is_short) section.blocks.push_back(Paragraph{NothingBefore(content, words)});
  // A line has two ends.
  if (content.trend.size() > 1) section.blocks.push_back(TrendChart(content, words));
  section.blocks.push_back(TrendTable(content, words));
  return section;
}

Section Changes(const ReportContent& content, const Words& words) {
  Section section{.id = "changes",
                  .heading = words("Förändring sedan förra perioden, och varför",
                                   "What changed since last time, and why")};
  if (content.unit.figures.hidden || content.before.hidden) {
    section.blocks.push_back(
        Paragraph{words("Gruppen är för liten för att visas.", "The group is too small to be shown.")});
    return section;
  }
  if (!HasFiguresBefore(content)) {
    section.blocks.push_back(Paragraph{NothingBefore(content, words)});
    if (!content.changes.empty()) section.blocks.push_back(ChangeTable(content, words));
    return section;
  }
  if (content.changes.empty() && HasSameFigures(content.before.counts, content.unit.figures.counts)) {
    section.blocks.push_back(
        Paragraph{absl::StrCat(words("Siffrorna är desamma som den ", "The figures are the same as on "),
                               words.Day(content.compared_with), ".")});
    return section;
  }
  if (content.changes.empty()) {
    section.blocks.push_back(
        Paragraph{words("De som ändringen gäller är för få för att orsakerna ska kunna visas.",
                        "The change is of too few people for its reasons to be shown.")});
  }
  section.blocks.push_back(ChangeTable(content, words));
  return section;
}

}  // namespace nanolearn::reports
