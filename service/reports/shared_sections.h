#pragma once
// Parts that every report has.

#include "service/domain/report_content.h"
#include "service/reports/document.h"
#include "service/reports/words.h"

namespace nanolearn::reports {

Section Asks(const ReportContent& content, const Words& words);
Section Trend(const ReportContent& content, const Words& words);
Section Changes(const ReportContent& content, const Words& words);
Section Sources(const ReportContent& content, const Words& words);
Section Definitions(const ReportContent& content, const Words& words);

// "Siffrorna gäller den 31 december 2026.", also when the period is not over.
std::string DayOfFigures(const ReportContent& content, const Words& words);
// "har gjort allt de ska", said of so many out of so many.
std::string HaveDoneAll(int done, int of, const Words& words);
// What the figures of everybody say in a sentence.
std::string StandingSentence(const ReportContent& content, const Words& words);
std::vector<std::string> Colophon(const ReportContent& content, const Words& words);
KeyFigures KeyFiguresOf(const ReportContent& content, const Words& words);

// What is said where some units count those who are both elected and employed as employees only; empty:
// nothing.
std::string ApartSentence(bool is_apart, const Words& words);

// Columns and cells of a row of figures: how many are required, done, late, the share done.
void AddFigureColumns(const Words& words, std::vector<Column>& columns);
void AddFigureCells(const ReportFigures& figures, const Words& words, std::vector<Cell>& cells);

}  // namespace nanolearn::reports
