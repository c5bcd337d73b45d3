#include "service/reports/html.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>

#include "absl/strings/str_cat.h"
#include "service/charts/coordinate.h"
#include "service/reports/templates.h"

namespace nanolearn::reports {
namespace {

using charts::BarShape;
using charts::ChartPoint;
using charts::ChartShape;
using charts::Coordinate;
using charts::kChartHeight;
using charts::kChartWidth;
using ctemplate::TemplateDictionary;

constexpr size_t kWideTable = 9;    // columns
constexpr size_t kShortTable = 14;  // rows; kept on one page

void Set(TemplateDictionary* dictionary, const char* name, const std::string& text) {
  dictionary->SetValue(name, text);
}

void SetNumber(TemplateDictionary* dictionary, const char* name, double value) {
  Set(dictionary, name, Coordinate(value));
}

// Fills in what one section of a report is made of.
class BlockWriter {
 public:
  BlockWriter(TemplateDictionary* section, const Document& document)
      : section_(section), document_(document) {}

  void operator()(const Paragraph& paragraph) { Set(Begin("PARAGRAPH"), "TEXT", paragraph.text); }

  void operator()(const List& list) {
    TemplateDictionary* written = Begin(list.ordered ? "ORDERED" : "UNORDERED");
    for (const std::string& item : list.items) Set(written->AddSectionDictionary("ITEM"), "TEXT", item);
  }

  void operator()(const KeyFigures& figures) {
    TemplateDictionary* written = Begin("KEY_FIGURES");
    for (const KeyFigure& figure : figures.figures) {
      TemplateDictionary* one = written->AddSectionDictionary("KEY_FIGURE");
      Set(one, "LABEL", figure.label);
      Set(one, "VALUE", figure.value.text);
      if (!figure.note.empty()) Set(one->AddSectionDictionary("HAS_NOTE"), "NOTE", figure.note);
    }
  }

  void operator()(const LineChart& chart) {
    const ChartShape shape = ShapeOf(chart);
    TemplateDictionary* written = Begin("CHART");
    Set(written, "CHART_ID", absl::StrCat("chart-", ++charts_));
    Set(written, "CHART_TITLE", chart.title);
    Set(written, "CHART_TEXT", chart.description);
    SetNumber(written, "WIDTH", kChartWidth);
    SetNumber(written, "HEIGHT", kChartHeight);
    Set(written, "LINE", shape.line);
    AddAxes(shape, written);
    for (const ChartPoint& point : shape.points) {
      TemplateDictionary* one = written->AddSectionDictionary("POINT");
      SetNumber(one, "X", point.x);
      SetNumber(one, "Y", point.y);
      SetNumber(one, "TEXT_Y", point.text_y);
      Set(one, "TEXT", point.text);
    }
  }

  void operator()(const Table& table) {
    TemplateDictionary* written = Begin("TABLE");
    const bool is_wide = table.columns.size() >= kWideTable;
    Set(written, "CAPTION", table.caption);
    Set(written, "TABLE_CLASS", is_wide ? "wide" : "plain");
    Set(written, "SCROLL_CLASS", table.rows.size() <= kShortTable ? "scroll keep" : "scroll");
    bool has_bars = false;
    for (const Column& column : table.columns) {
      TemplateDictionary* one = written->AddSectionDictionary("COLUMN");
      Set(one, "COLUMN_HEADING", column.heading);
      Set(one, "CLASS", ClassOf(column));
      has_bars |= column.is_bar;
    }
    for (size_t i = 0; i < table.rows.size(); ++i) {
      AddRow(table, table.rows[i], table.has_sum && i + 1 == table.rows.size(), written);
    }
    if (has_bars) AddLegend(written->AddSectionDictionary("LEGEND"));
  }

 private:
  static const char* ClassOf(const Column& column) { return column.unit == Unit::kText ? "text" : "number"; }

  TemplateDictionary* Begin(const char* kind) {
    return section_->AddSectionDictionary("BLOCK")->AddSectionDictionary(kind);
  }

  static void AddAxes(const ChartShape& shape, TemplateDictionary* chart) {
    for (const ChartShape::Level& level : shape.levels) {
      TemplateDictionary* one = chart->AddSectionDictionary("LEVEL");
      SetNumber(one, "Y", level.y);
      SetNumber(one, "TEXT_Y", level.y + 4);
      SetNumber(one, "END", kChartWidth - 10);
      Set(one, "PERCENT", absl::StrCat(level.percent, "\u00a0%"));
    }
    for (const ChartPoint& label : shape.labels) {
      TemplateDictionary* one = chart->AddSectionDictionary("AXIS");
      SetNumber(one, "X", label.x);
      SetNumber(one, "Y", label.y);
      Set(one, "LABEL", label.label);
    }
  }

  static void AddRow(const Table& table, const std::vector<Cell>& cells, bool is_sum,
                     TemplateDictionary* written) {
    TemplateDictionary* row = written->AddSectionDictionary("ROW");
    Set(row, "ROW_CLASS", is_sum ? "sum" : "row");
    Set(row, "ROW_HEADING", cells.front().text);
    for (size_t i = 1; i < cells.size(); ++i) {
      TemplateDictionary* cell = row->AddSectionDictionary("CELL");
      if (table.columns[i].is_bar) {
        TemplateDictionary* holder = cell->AddSectionDictionary("BAR_CELL");
        if (cells[i].bar) AddBar(*cells[i].bar, holder->AddSectionDictionary("BAR"));
        continue;
      }
      TemplateDictionary* text = cell->AddSectionDictionary("TEXT_CELL");
      Set(text, "CLASS", ClassOf(table.columns[i]));
      Set(text, "TEXT", cells[i].text);
    }
  }

  static void AddBar(const Bar& bar, TemplateDictionary* written) {
    const BarShape shape = ShapeOf(bar);
    SetNumber(written, "DONE_WIDTH", shape.done_width);
    SetNumber(written, "LATE_X", shape.late_x);
    SetNumber(written, "LATE_WIDTH", shape.late_width);
    Set(written, "HATCH", shape.hatch);
  }

  void AddLegend(TemplateDictionary* legend) const {
    Set(legend, "DONE", document_.legend_done);
    Set(legend, "LATE", document_.legend_late);
    Set(legend, "LEFT", document_.legend_left);
  }

  TemplateDictionary* section_;
  const Document& document_;
  int charts_ = 0;
};

void Fill(const Document& document, TemplateDictionary& dictionary) {
  Set(&dictionary, "LANGUAGE", document.language);
  Set(&dictionary, "ORGANISATION", document.organisation);
  Set(&dictionary, "TITLE", document.title);
  Set(&dictionary, "SUBTITLE", document.subtitle);
  Set(&dictionary, "SUMMARY", document.summary);
  for (const Section& section : document.sections) {
    TemplateDictionary* written = dictionary.AddSectionDictionary("SECTION");
    Set(written, "ID", section.id);
    Set(written, "HEADING", section.heading);
    Set(written, "SECTION_CLASS", section.is_small ? "small" : "normal");
    BlockWriter writer(written, document);
    for (const Block& block : section.blocks) std::visit(writer, block);
  }
  for (const std::string& line : document.colophon)
    Set(dictionary.AddSectionDictionary("LINE"), "TEXT", line);
}

}  // namespace

absl::StatusOr<std::string> Html(const Document& document) {
  // Escapes each value by where it stands: in text, in an attribute, in a style sheet.
  static const ctemplate::Template* const kTemplate =
      ctemplate::Template::StringToTemplate(kReportTemplate, ctemplate::DO_NOT_STRIP);
  if (kTemplate == nullptr) return absl::InternalError("the template of reports cannot be read");
  TemplateDictionary dictionary("report");
  Fill(document, dictionary);
  std::string html;
  if (!kTemplate->Expand(&html, &dictionary))
    return absl::InternalError("the template of reports cannot be filled in");
  return html;
}

}  // namespace nanolearn::reports
