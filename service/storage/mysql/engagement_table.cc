#include "service/storage/mysql/engagement_table.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kColumns[] =
    "id, person_id, unit_id, source_id, source_key, valid_from, valid_to, kind, role, has_computer, "
    "manager_key, period_from, period_to, leave_from, leave_to";

Engagement ReadEngagement(const Row& row) {
  Engagement engagement;
  engagement.id = row.GetId(0);
  engagement.person_id = row.GetId(1);
  engagement.source_id = row.GetId(3);
  engagement.source_key = row.Text(4);
  engagement.valid = {row.Day(5), row.Day(6)};
  EngagementFacts& facts = engagement.facts;
  facts.unit_id = row.GetId(2);
  // The column holds nothing but the names of kinds.
  facts.kind = ParseEngagementKind(row.Text(7)).value_or(EngagementKind::kOther);
  facts.role = row.Text(8);
  facts.has_computer = row.Int(9) != 0;
  facts.manager_key = row.Text(10);
  facts.period = {row.Day(11), row.Day(12)};
  if (!row.IsNull(13)) facts.leave = {row.Day(13), row.Day(14)};
  return engagement;
}

void AppendRow(Id organisation_id, const Engagement& engagement, std::vector<Value>& values) {
  const EngagementFacts& facts = engagement.facts;
  const bool leave = !facts.leave.empty();
  const bool is_current = true;
  values.insert(
      values.end(),
      {organisation_id, int64_t{is_current}, engagement.id, engagement.person_id, facts.unit_id,
       engagement.source_id, engagement.source_key, Bind(engagement.valid.from), Bind(engagement.valid.to),
       std::string(EngagementKindName(facts.kind)), facts.role, int64_t{facts.has_computer},
       facts.manager_key, Bind(facts.period.from), Bind(facts.period.to),
       leave ? Bind(facts.leave.from) : nullptr, leave ? Bind(facts.leave.to) : nullptr});
}

}  // namespace

std::vector<Engagement> MysqlEngagementTable::CurrentOfSource(Id organisation_id, Id source_id) const {
  std::vector<Engagement> engagements;
  session_.Query(absl::StrCat("SELECT ", kColumns,
                              " FROM engagements WHERE organisation_id = ? AND source_id = ? AND is_current "
                              "= TRUE"),
                 {organisation_id, source_id},
                 [&](const Row& row) { engagements.push_back(ReadEngagement(row)); });
  return engagements;
}

std::vector<Engagement> MysqlEngagementTable::OfPeople(Id organisation_id,
                                                       absl::Span<const Id> person_ids) const {
  std::vector<Engagement> engagements;
  session_.QueryIn(absl::StrCat("SELECT ", kColumns,
                                " FROM engagements WHERE organisation_id = ? AND person_id IN (?*) AND "
                                "valid_from < valid_to"),
                   {organisation_id}, IdList(person_ids), {},
                   [&](const Row& row) { engagements.push_back(ReadEngagement(row)); });
  std::sort(engagements.begin(), engagements.end(), [](const Engagement& a, const Engagement& b) {
    return std::tie(a.person_id, a.valid.from, a.id) < std::tie(b.person_id, b.valid.from, b.id);
  });
  return engagements;
}

void MysqlEngagementTable::Insert(Id organisation_id, absl::Span<const Engagement> engagements) {
  std::vector<Value> values;
  values.reserve(engagements.size() * 17);
  for (const Engagement& engagement : engagements) AppendRow(organisation_id, engagement, values);
  session_.InsertRows(
      absl::StrCat("INSERT INTO engagements (organisation_id, is_current, ", kColumns, ") VALUES"), 17,
      values);
}

void MysqlEngagementTable::End(Id organisation_id, absl::Span<const StaffPlan::End> ends) {
  std::map<Date, std::vector<Id>> by_day;  // few: nearly all end on the day of the list
  for (const StaffPlan::End& end : ends) by_day[end.to].push_back(end.id);
  for (const auto& [day, ids] : by_day) {
    session_.ExecuteIn(
        "UPDATE engagements SET is_current = FALSE, valid_to = ? WHERE organisation_id = ? AND id IN (?*)",
        {Bind(day), organisation_id}, IdList(ids), {});
  }
}

}  // namespace nanolearn::mysql
