#include "service/reports/xlsx.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/domain/text_encoding.h"
#include "service/reports/temporary_folder.h"

namespace nanolearn::reports {
namespace {

constexpr size_t kMaxSheetName = 31;  // what the format allows
constexpr double kTextWidth = 90;
constexpr double kLabelWidth = 44;
constexpr double kFigureWidth = 14;

struct Formats {
  lxw_format* title;
  lxw_format* heading;
  lxw_format* text;
  lxw_format* column;
  lxw_format* count;
  lxw_format* percent;
  lxw_format* word;
};

Formats MakeFormats(lxw_workbook* book) {
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                  workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                  workbook_add_format(book)};
  format_set_bold(formats.title);
  format_set_font_size(formats.title, 16);
  format_set_bold(formats.heading);
  format_set_font_size(formats.heading, 12);
  format_set_text_wrap(formats.text);
  format_set_align(formats.text, LXW_ALIGN_VERTICAL_TOP);
  format_set_bold(formats.column);
  format_set_text_wrap(formats.column);
  format_set_bottom(formats.column, LXW_BORDER_THIN);
  format_set_num_format(formats.count, "#,##0");
  format_set_num_format(formats.percent, "0 %");
  format_set_align(formats.word, LXW_ALIGN_RIGHT);
  return formats;
}

// A name that the format takes, and no other sheet has.
std::string SheetName(const std::string& wanted, std::vector<std::string>& taken) {
  std::string name;
  for (const char c : wanted) {
    if (absl::string_view("[]:*?/\\'").find(c) == absl::string_view::npos) name.push_back(c);
  }
  name = std::string(FirstCharacters(name, kMaxSheetName));
  // Compared as the format does: without regard to case, of which other letters than a to z do not matter
  // here.
  for (int number = 2; std::find(taken.begin(), taken.end(), absl::AsciiStrToLower(name)) != taken.end();
       ++number) {
    const std::string end = absl::StrCat(" ", number);
    name = absl::StrCat(FirstCharacters(name, kMaxSheetName - end.size()), end);
  }
  taken.push_back(absl::AsciiStrToLower(name));
  return name;
}

void WriteCell(lxw_worksheet* sheet, int row, int column, const Cell& cell, const Formats& formats) {
  if (cell.number) {
    worksheet_write_number(sheet, row, column, *cell.number,
                           cell.unit == Unit::kPercent ? formats.percent : formats.count);
  } else {
    worksheet_write_string(sheet, row, column, cell.text.c_str(), column == 0 ? formats.text : formats.word);
  }
}

void WriteTable(lxw_workbook* book, const Table& table, const Formats& formats,
                std::vector<std::string>& taken) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, SheetName(table.caption, taken).c_str());
  worksheet_write_string(sheet, 0, 0, table.caption.c_str(), formats.heading);
  worksheet_set_column(sheet, 0, 0, kLabelWidth, nullptr);
  worksheet_set_column(sheet, 1, static_cast<int>(table.columns.size()), kFigureWidth, nullptr);
  worksheet_freeze_panes(sheet, 3, 1);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  int at = 0;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].is_bar) continue;
    worksheet_write_string(sheet, 2, at, table.columns[c].heading.c_str(), formats.column);
    for (size_t r = 0; r < table.rows.size(); ++r) {
      WriteCell(sheet, static_cast<int>(r) + 3, at, table.rows[r][c], formats);
    }
    ++at;
  }
}

class WordsSheet {
 public:
  WordsSheet(lxw_worksheet* sheet, const Formats& formats) : sheet_(sheet), formats_(formats) {
    worksheet_set_column(sheet, 0, 0, kTextWidth, nullptr);
    worksheet_set_column(sheet, 1, 1, kFigureWidth, nullptr);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
  }

  void Add(const std::string& text, lxw_format* format) {
    worksheet_write_string(sheet_, row_++, 0, text.c_str(), format);
  }
  void Skip() { ++row_; }

  void operator()(const Paragraph& paragraph) { Add(paragraph.text, formats_.text); }
  void operator()(const List& list) {
    int number = 0;
    for (const std::string& item : list.items) {
      ++number;
      Add(list.ordered ? absl::StrCat(number, ". ", item) : item, formats_.text);
    }
  }
  void operator()(const KeyFigures& figures) {
    for (const KeyFigure& figure : figures.figures) {
      WriteCell(sheet_, row_, 1, figure.value, formats_);
      Add(figure.note.empty() ? figure.label : absl::StrCat(figure.label, " (", figure.note, ")"),
          formats_.text);
    }
  }
  void operator()(const Table&) {}
  void operator()(const LineChart& chart) {
    Add(absl::StrCat(chart.title, ". ", chart.description), formats_.text);
  }

 private:
  lxw_worksheet* sheet_;
  const Formats& formats_;
  int row_ = 0;
};

void WriteWords(lxw_workbook* book, const Document& document, const Formats& formats,
                std::vector<std::string>& taken) {
  const std::string name = SheetName(document.language == "en" ? "Report" : "Rapport", taken);
  WordsSheet sheet(workbook_add_worksheet(book, name.c_str()), formats);
  sheet.Add(document.title, formats.title);
  sheet.Add(document.organisation, formats.text);
  sheet.Add(document.subtitle, formats.text);
  for (const Section& section : document.sections) {
    sheet.Skip();
    sheet.Add(section.heading, formats.heading);
    for (const Block& block : section.blocks) std::visit(sheet, block);
  }
  sheet.Skip();
  for (const std::string& line : document.colophon) sheet.Add(line, formats.text);
}

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

void WriteBook(lxw_workbook* book, const Document& document, absl::Time made) {
  lxw_doc_properties properties{};
  // Only read; the library is in C.
  properties.title = const_cast<char*>(document.title.c_str());
  properties.company = const_cast<char*>(document.organisation.c_str());
  properties.created = absl::ToTimeT(made);
  workbook_set_properties(book, &properties);
  const Formats formats = MakeFormats(book);
  std::vector<std::string> taken;
  WriteWords(book, document, formats, taken);
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const Table* table = std::get_if<Table>(&block)) WriteTable(book, *table, formats, taken);
    }
  }
}

}  // namespace

absl::StatusOr<std::string> Xlsx(const Document& document, absl::Time made) {
  const TemporaryFolder folder;  // this version of the library can write to files only
  if (folder.path().empty()) return absl::InternalError("no temporary folder for the workbook");
  const std::string path = absl::StrCat(folder.path(), "/report.xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) return absl::InternalError("the workbook could not be begun");
  WriteBook(book, document, made);
  const lxw_error error = workbook_close(book);  // frees the book
  if (error != LXW_NO_ERROR) {
    return absl::InternalError(absl::StrCat("the workbook could not be made: ", lxw_strerror(error)));
  }
  return BytesOf(path);
}

}  // namespace nanolearn::reports
