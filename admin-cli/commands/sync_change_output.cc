#include "admin-cli/commands/sync_change_output.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::SyncChange;

// "role: Lärare → Rektor"; of somebody new only what is so now.
std::string FieldText(const v1::FieldChange& field) {
  if (field.before().empty()) return absl::StrCat(field.field(), ": ", field.after());
  return absl::StrCat(field.field(), ": ", field.before(), " → ",
                      field.after().empty() ? "–" : field.after());
}

Value FieldLines(const SyncChange& change) {
  std::vector<std::string> texts;
  for (const v1::FieldChange& field : change.fields()) texts.push_back(FieldText(field));
  return texts;
}

std::vector<Record> FieldRecords(const SyncChange& change) {
  std::vector<Record> records;
  for (const v1::FieldChange& field : change.fields()) {
    records.push_back({{{"field", field.field()},
                        {"before", Optional(field.before())},
                        {"after", Optional(field.after())}}});
  }
  return records;
}

}  // namespace

const ColumnsOf<SyncChange>& ChangeColumns() {
  static const auto* const kColumns = new ColumnsOf<SyncChange>{
      {{"kind", "Change", Type::kEnum}, [](const SyncChange& c) { return EnumText(c.kind()); }},
      {{"person", "Person", Type::kWhole}, [](const SyncChange& c) { return Optional(ShortId(c.person())); }},
      {{"name", "Name"}, [](const SyncChange& c) { return Optional(c.display_name()); }},
      {{"key", "Key"}, [](const SyncChange& c) { return Optional(c.key()); }},
      {{"unit", "Unit"}, [](const SyncChange& c) { return Optional(c.unit()); }},
      {{"fields", "What"}, FieldLines}};
  return *kColumns;
}

std::vector<Record> ChangeRecords(const std::vector<SyncChange>& changes) {
  std::vector<Record> records;
  for (const SyncChange& c : changes) {
    records.push_back({{{"kind", EnumText(c.kind())},
                        {"person", Optional(ShortId(c.person()))},
                        {"name", Optional(c.display_name())},
                        {"key", Optional(c.key())},
                        {"unit", Optional(c.unit())},
                        {"fields", FieldRecords(c)}}});
  }
  return records;
}

int AllChanges(const v1::SyncCounts& counts) {
  return counts.joins() + counts.returns() + counts.leaves() + counts.additions() + counts.ends() +
         counts.moves() + counts.changes();
}

}  // namespace nanolearn::cli
