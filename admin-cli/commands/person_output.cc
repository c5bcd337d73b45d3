#include "admin-cli/commands/person_output.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/output_forms.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::Engagement;
using v1::Person;

// What a list says of each engagement.
Value BriefEngagements(const Person& person) {
  std::vector<Record> records;
  for (const Engagement& e : person.engagements()) {
    records.push_back(
        {{{"unit", ShortId(e.unit())}, {"kind", EnumText(e.kind())}, {"role", Optional(e.role())}}});
  }
  return records;
}

Value FullEngagements(const Person& person) {
  std::vector<Record> records;
  for (const Engagement& e : person.engagements()) {
    records.push_back({{{"unit", ShortId(e.unit())},
                        {"unit_name", Optional(e.unit_display_name())},
                        {"kind", EnumText(e.kind())},
                        {"role", Optional(e.role())},
                        {"source", e.source()},
                        {"start", Optional(e.start_date())},
                        {"end", Optional(e.end_date())},
                        {"computer", e.has_computer()},
                        {"leave_start", Optional(e.leave_start_date())},
                        {"leave_end", Optional(e.leave_end_date())}}});
  }
  return records;
}

// For reading: "VON Vård- och omsorgsnämnden, mandate, Ledamot, from 2022-11-01, says
// fortroendevalda".
Value EngagementLines(const Person& person) {
  std::vector<Record> lines;
  for (const Engagement& e : person.engagements()) {
    std::string line = absl::StrCat(ShortId(e.unit()), " ", e.unit_display_name(), ", ",
                                    ShownText(EnumText(e.kind()), Type::kEnum));
    if (!e.role().empty()) absl::StrAppend(&line, ", ", e.role());
    if (!e.start_date().empty()) absl::StrAppend(&line, ", from ", e.start_date());
    if (!e.end_date().empty()) absl::StrAppend(&line, " until ", e.end_date());
    if (!e.leave_start_date().empty()) {
      absl::StrAppend(&line, ", on leave from ", e.leave_start_date(), " until ", e.leave_end_date());
    }
    if (!e.source().empty()) absl::StrAppend(&line, ", says ", e.source());
    lines.push_back({{{"line", std::move(line)}}});
  }
  return lines;
}

}  // namespace

Value FullName(const Person& person) {
  const char* const between = person.given_name().empty() || person.family_name().empty() ? "" : " ";
  return Optional(absl::StrCat(person.given_name(), between, person.family_name()));
}

const ColumnsOf<Person>& BriefPersonColumns() {
  static const auto* const kColumns = new ColumnsOf<Person>{
      {{"person", "Person", Type::kWhole}, [](const Person& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, FullName},
      {{"email", "Email"}, [](const Person& p) { return Optional(p.email()); }},
      {{"protected", "Protected"}, [](const Person& p) { return p.protected_identity(); }},
      {{"engagements", "Engagements"}, BriefEngagements}};
  return *kColumns;
}

const ColumnsOf<Person>& FullPersonColumns() {
  static const auto* const kColumns = new ColumnsOf<Person>{
      {{"person", "Person", Type::kWhole}, [](const Person& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, FullName},
      {{"given_name", "Given name", Type::kText, Shown::kInData},
       [](const Person& p) { return Optional(p.given_name()); }},
      {{"family_name", "Family name", Type::kText, Shown::kInData},
       [](const Person& p) { return Optional(p.family_name()); }},
      {{"email", "Email"}, [](const Person& p) { return Optional(p.email()); }},
      {{"phone", "Phone"}, [](const Person& p) { return Optional(p.phone()); }},
      {{"protected", "Protected"}, [](const Person& p) { return p.protected_identity(); }},
      {{"merged_into", "Merged into", Type::kWhole},
       [](const Person& p) { return Optional(ShortId(p.merged_into())); }},
      {{"engagements", "Engagements", Type::kText, Shown::kInTable}, EngagementLines},
      {{"engagements", "Engagements", Type::kText, Shown::kNotInTable}, FullEngagements}};
  return *kColumns;
}

}  // namespace nanolearn::cli
