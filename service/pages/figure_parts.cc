#include "service/pages/figure_parts.h"

#include <ctemplate/template_dictionary.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/charts/bar.h"
#include "service/charts/coordinate.h"
#include "service/charts/line_chart.h"

namespace nanolearn::pages {
namespace {

using charts::Coordinate;
using ctemplate::TemplateDictionary;

// As wide as a phone, so that its text can be read there.
constexpr charts::ChartSize kSize = {.width = 360, .height = 150};
constexpr double kChartEnd = 352;

Html DrawBar(const charts::Bar& bar) {
  const charts::BarShape shape = charts::ShapeOf(bar);
  TemplateDictionary part("bar");
  part.SetValue("DONE_WIDTH", Coordinate(shape.done_width));
  if (shape.late_width > 0) {
    TemplateDictionary* late = part.AddSectionDictionary("LATE");
    late->SetValue("X", Coordinate(shape.late_x));
    late->SetValue("WIDTH", Coordinate(shape.late_width));
    late->SetValue("HATCH", shape.hatch);
  }
  return Fill("figure_bar.tpl", part);
}

charts::LineChart ChartOf(const std::vector<TrendItem>& trend, const FigureWords& words) {
  charts::LineChart chart;
  for (const TrendItem& item : trend) {
    const ComplianceCounts& counts = item.figures.counts;
    charts::LineChart::Point point{.label = words.ShortMonth(item.day), .share = {}, .text = ""};
    if (!item.figures.hidden && counts.active() > 0) {
      point.share = 1.0 * counts.completed / counts.active();
      point.text = words.ShareOf(item.figures);
    }
    chart.points.push_back(std::move(point));
  }
  return chart;
}

void AddAxes(const charts::ChartShape& shape, const FigureWords& words, TemplateDictionary& part) {
  for (const charts::ChartShape::Level& level : shape.levels) {
    TemplateDictionary* one = part.AddSectionDictionary("LEVEL");
    one->SetValue("Y", Coordinate(level.y));
    one->SetValue("TEXT_Y", Coordinate(level.y + 4));
    one->SetValue("END", Coordinate(kChartEnd));
    one->SetValue("PERCENT", words.Percent(level.percent));
  }
  for (const charts::ChartPoint& label : shape.labels) {
    TemplateDictionary* one = part.AddSectionDictionary("AXIS");
    one->SetValue("X", Coordinate(label.x));
    one->SetValue("Y", Coordinate(label.y));
    one->SetValue("LABEL", label.label);
  }
}

// All as marks, the last in words: the others are in the table.
void AddPoints(const charts::ChartShape& shape, TemplateDictionary& part) {
  for (const charts::ChartPoint& point : shape.points) {
    TemplateDictionary* one = part.AddSectionDictionary("POINT");
    one->SetValue("X", Coordinate(point.x));
    one->SetValue("Y", Coordinate(point.y));
  }
  if (shape.points.empty()) return;
  const charts::ChartPoint& last = shape.points.back();
  TemplateDictionary* text = part.AddSectionDictionary("LAST");
  text->SetValue("X", Coordinate(std::min(last.x + 8, kChartEnd)));
  text->SetValue("Y", Coordinate(last.text_y));
  text->SetValue("TEXT", last.text);
}

void AddMonths(const std::vector<TrendItem>& trend, const FigureWords& words, TemplateDictionary& part) {
  part.SetValue("TABLE_NAME", words("Visa som tabell", "Show as a table"));
  part.SetValue("DAY_HEADING", words("Dag", "Day"));
  part.SetValue("DONE_HEADING", words("Klara", "Done"));
  part.SetValue("SHARE_HEADING", words("Andel", "Share"));
  part.SetValue("LATE_HEADING", words("Försenade", "Late"));
  for (const TrendItem& item : trend) {
    TemplateDictionary* one = part.AddSectionDictionary("MONTH");
    one->SetValue("DAY", words.ShortDay(item.day));
    one->SetValue("DONE", words.DoneOf(item.figures));
    one->SetValue("SHARE", words.ShareOf(item.figures));
    one->SetValue("LATE", words.LateOf(item.figures));
  }
}

}  // namespace

Html FigureBar(const GroupFigures& figures) {
  const ComplianceCounts& counts = figures.counts;
  if (figures.hidden || counts.active() <= 0) return {};
  return DrawBar({counts.completed, counts.overdue, counts.active() - counts.completed - counts.overdue});
}

Html ShareBar(int part, int whole) {
  if (whole <= 0) return {};
  return DrawBar({part, 0, whole - part});
}

Html BarLegend(const FigureWords& words) {
  TemplateDictionary part("legend");
  part.SetValue("DONE", words("har gjort allt", "have done everything"));
  part.SetValue("LATE", words("är försenade", "are late"));
  part.SetValue("LEFT", words("har tid kvar", "still have time"));
  return Fill("figure_legend.tpl", part);
}

Html TrendChart(const std::vector<TrendItem>& trend, const FigureWords& words) {
  const charts::ChartShape shape = charts::ShapeOf(ChartOf(trend, words), kSize);
  TemplateDictionary part("trend");
  part.SetValue("TITLE", words("Andel som har gjort allt, månad för månad",
                               "Share who have done everything, month by month"));
  part.SetValue("TEXT", words.Trend(trend));
  AddMonths(trend, words, part);
  if (shape.points.empty()) return Fill("figure_trend.tpl", part);
  TemplateDictionary* picture = part.AddSectionDictionary("PICTURE");
  picture->SetValue("LINE", shape.line);
  AddAxes(shape, words, *picture);
  AddPoints(shape, *picture);
  return Fill("figure_trend.tpl", part);
}

Html GroupTable(const std::vector<GroupItem>& groups, const std::string& caption, const std::string& heading,
                const FigureWords& words) {
  TemplateDictionary part("groups");
  part.SetValue("CAPTION", caption);
  part.SetValue("HEADING", heading);
  part.SetValue("DONE_HEADING", words("Klara", "Done"));
  part.SetValue("SHARE_HEADING", words("Andel", "Share"));
  part.SetValue("LATE_HEADING", words("Försenade", "Late"));
  for (const GroupItem& group : groups) {
    TemplateDictionary* row = part.AddSectionDictionary("ROW");
    TemplateDictionary* name = row->AddSectionDictionary(group.href.empty() ? "PLAIN" : "LINKED");
    name->SetValue("NAME", group.name);
    name->SetValue("HREF", group.href);
    row->SetValue("BAR", FigureBar(group.figures).text);
    if (group.figures.hidden) {
      row->AddSectionDictionary("HIDDEN")->SetValue("TEXT", words.Hidden());
      continue;
    }
    TemplateDictionary* shown = row->AddSectionDictionary("SHOWN");
    shown->SetValue("DONE", words.DoneOf(group.figures));
    shown->SetValue("SHARE", words.ShareOf(group.figures));
    shown->SetValue("LATE", words.LateOf(group.figures));
  }
  return Fill("figure_groups.tpl", part);
}

Html AgeNote(const FiguresAge& age, const FigureWords& words) {
  TemplateDictionary part("age");
  for (const std::string& line : words.Ages(age)) part.AddSectionDictionary("LINE")->SetValue("TEXT", line);
  return Fill("figure_age.tpl", part);
}

bool HidesSome(const std::vector<GroupItem>& groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [](const GroupItem& group) { return group.figures.hidden; });
}

}  // namespace nanolearn::pages
