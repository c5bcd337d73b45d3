#include "admin-cli/commands/assignment_output.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::Assignment;
using v1::AssignmentException;

std::string KindOf(const AssignmentException& exception) {
  return exception.kind() == AssignmentException::KIND_WAIVER ? "WAIVER" : "EXTENSION";
}

Value Exceptions(const Assignment& assignment) {
  std::vector<Record> records;
  for (const AssignmentException& e : assignment.exceptions()) {
    records.push_back({{{"exception", e.id()},
                        {"kind", KindOf(e)},
                        {"start", e.start_date()},
                        {"end", Optional(e.end_date())},
                        {"due", Optional(e.due_date())},
                        {"old_due", Optional(e.old_due_date())},
                        {"reason", e.reason()},
                        {"created", Instant(e.has_create_time(), e.create_time())},
                        {"by", e.created_by()}}});
  }
  return records;
}

// "waiver from 2026-11-25 until 2026-12-31: long-term sick leave (by HR, 0c5q...)".
Value ExceptionLines(const Assignment& assignment) {
  std::vector<Record> lines;
  for (const AssignmentException& e : assignment.exceptions()) {
    std::string line = absl::StrCat(absl::AsciiStrToLower(KindOf(e)), " from ", e.start_date());
    if (!e.end_date().empty() && e.end_date() < e.start_date()) {
      absl::StrAppend(&line, ", taken back the same day");
    } else if (!e.end_date().empty()) {
      absl::StrAppend(&line, " until ", e.end_date());
    }
    if (!e.due_date().empty()) {
      absl::StrAppend(&line, ", due ", e.due_date(), " instead of ", e.old_due_date());
    }
    absl::StrAppend(&line, ": ", e.reason(), " (by ", e.created_by(), ", ", e.id(), ")");
    lines.push_back({{{"exception", std::move(line)}}});
  }
  return lines;
}

}  // namespace

const ColumnsOf<Assignment>& BriefAssignmentColumns() {
  using A = Assignment;
  static const auto* const kColumns = new ColumnsOf<A>{
      {{"assignment", "Assignment", Type::kWhole}, [](const A& a) { return ShortId(a.name()); }},
      {{"person", "Person", Type::kWhole}, [](const A& a) { return ShortId(a.person()); }},
      {{"name", "Name"}, [](const A& a) { return Optional(a.person_display_name()); }},
      {{"module", "Module"}, [](const A& a) { return ShortId(a.module()); }},
      {{"programme", "Programme"}, [](const A& a) { return ShortId(a.programme()); }},
      {{"cycle", "Cycle", Type::kNumber, Shown::kInData}, [](const A& a) { return a.cycle(); }},
      {{"state", "State", Type::kEnum}, [](const A& a) { return EnumText(a.state()); }},
      {{"opens", "Opens", Type::kWhole}, [](const A& a) { return a.open_date(); }},
      {{"due", "Due", Type::kWhole}, [](const A& a) { return a.due_date(); }},
      {{"completed", "Completed", Type::kWhole}, [](const A& a) { return Optional(a.complete_date()); }}};
  return *kColumns;
}

ColumnsOf<Assignment> FullAssignmentColumns() {
  using A = Assignment;
  static const auto* const kColumns = new ColumnsOf<A>{
      {{"closes", "Closes", Type::kWhole}, [](const A& a) { return Optional(a.close_date()); }},
      {{"exceptions", "Exceptions", Type::kText, Shown::kInTable}, ExceptionLines},
      {{"exceptions", "Exceptions", Type::kText, Shown::kInData}, Exceptions}};
  return BriefAssignmentColumns() + *kColumns;
}

}  // namespace nanolearn::cli
