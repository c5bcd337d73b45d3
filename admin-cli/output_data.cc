// json, csv and plain: for programs.

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "admin-cli/output_forms.h"
#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const Value& value);

Json ToJson(const Record& record) {
  Json json = Json::object();
  for (const auto& [key, value] : record.fields) json[key] = ToJson(value);
  return json;
}

struct JsonOfValue {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(const std::vector<Record>& records) const {
    Json json = Json::array();
    for (const Record& record : records) json.push_back(ToJson(record));
    return json;
  }
  template <typename T>
  Json operator()(const T& plain) const {
    return Json(plain);
  }
};

Json ToJson(const Value& value) { return std::visit(JsonOfValue(), value); }

Json ToJson(const std::vector<Column>& columns, const std::vector<Value>& row) {
  Json json = Json::object();
  for (size_t i = 0; i < columns.size(); ++i) json[columns[i].key] = ToJson(row[i]);
  return json;
}

std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

}  // namespace

void PrintJson(const Table& table, std::ostream& out) {
  if (table.single) {
    out << Dump(ToJson(table.columns, table.rows[0]), 2) << "\n";
    return;
  }
  if (table.rows.empty()) {
    out << "[]\n";
    return;
  }
  // An object to a line: as easy to search as to parse.
  const char* before = "[\n";
  for (const std::vector<Value>& row : table.rows) {
    out << before << "  " << Dump(ToJson(table.columns, row), -1);
    before = ",\n";
  }
  out << "\n]\n";
}

void PrintCsv(const Table& table, std::ostream& out) {
  out << absl::StrJoin(table.columns, ",", [](std::string* text, const Column& column) {
    *text += CsvField(column.key);
  }) << "\r\n";
  for (const std::vector<Value>& row : table.rows) {
    out << absl::StrJoin(row, ",", [](std::string* text, const Value& value) {
      *text += CsvField(FlatText(value));
    }) << "\r\n";
  }
}

void PrintPlain(const Table& table, std::ostream& out) {
  for (const std::vector<Value>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (table.single) out << table.columns[i].key << "\t";
      out << OneLine(FlatText(row[i])) << (table.single || i + 1 == row.size() ? "\n" : "\t");
    }
  }
}

std::string FlatText(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return "";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return absl::StrJoin(*list, ", ");
  const auto* records = std::get_if<std::vector<Record>>(&value);
  if (records == nullptr) return Dump(ToJson(value), -1);
  return absl::StrJoin(*records, "; ", [](std::string* text, const Record& record) {
    const char* before = "";
    for (const auto& [key, field] : record.fields) {
      if (std::holds_alternative<std::monostate>(field)) continue;
      absl::StrAppend(text, before, FlatText(field));
      before = " ";
    }
  });
}

}  // namespace nanolearn::cli
