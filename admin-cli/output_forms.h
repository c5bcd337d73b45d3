#pragma once
// The forms of output.h, one function each.

#include <ostream>
#include <string>

#include "admin-cli/output.h"

namespace nanolearn::cli {

void PrintTable(const Table& table, int columns, std::ostream& out);
void PrintPlain(const Table& table, std::ostream& out);
void PrintJson(const Table& table, std::ostream& out);
void PrintCsv(const Table& table, std::ostream& out);

// A value as one text, as plain and csv write it: empty for nothing, lists with ", " between.
std::string FlatText(const Value& value);
// As a table shows it: – for nothing.
std::string ShownText(const Value& value, Type type);

}  // namespace nanolearn::cli
