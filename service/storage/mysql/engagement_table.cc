#include "service/storage/mysql/engagement_table.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr int kReplacedTogether = 5000;

constexpr char kColumns[] =
    "id, person_id, unit_id, source_id, source_key, valid_from, valid_to, kind, role, has_computer, "
    "manager_key, period_from, period_to, leave_from, leave_to, is_current";

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
  engagement.is_current = row.Int(15) != 0;
  return engagement;
}

void AppendRow(Id organisation_id, const Engagement& engagement, std::vector<Value>& values) {
  const EngagementFacts& facts = engagement.facts;
  const bool leave = !facts.leave.empty();
  values.insert(values.end(),
                {organisation_id, engagement.id, engagement.person_id, facts.unit_id, engagement.source_id,
                 engagement.source_key, Bind(engagement.valid.from), Bind(engagement.valid.to),
                 std::string(EngagementKindName(facts.kind)), facts.role, int64_t{facts.has_computer},
                 facts.manager_key, Bind(facts.period.from), Bind(facts.period.to),
                 leave ? Bind(facts.leave.from) : nullptr, leave ? Bind(facts.leave.to) : nullptr,
                 int64_t{engagement.is_current}});
}

}  // namespace

std::vector<Engagement> MysqlEngagementTable::SelectIn(absl::string_view where,
                                                       absl::Span<const Value> before,
                                                       absl::Span<const Value> list) const {
  std::vector<Engagement> engagements;
  session_.QueryIn(absl::StrCat("SELECT ", kColumns, " FROM engagements WHERE ", where), before, list, {},
                   [&](const Row& row) { engagements.push_back(ReadEngagement(row)); });
  return engagements;
}

std::vector<Engagement> MysqlEngagementTable::CurrentByIds(Id organisation_id,
                                                           absl::Span<const Id> ids) const {
  return SelectIn("organisation_id = ? AND id IN (?*) AND is_current = TRUE", {organisation_id}, IdList(ids));
}

std::vector<Engagement> MysqlEngagementTable::ByIds(Id organisation_id, absl::Span<const Id> ids) const {
  return SelectIn("organisation_id = ? AND id IN (?*)", {organisation_id}, IdList(ids));
}

std::vector<Engagement> MysqlEngagementTable::CurrentByKeys(Id organisation_id, Id source_id,
                                                            absl::Span<const std::string> keys) const {
  return SelectIn("organisation_id = ? AND source_id = ? AND is_current = TRUE AND source_key IN (?*)",
                  {organisation_id, source_id}, std::vector<Value>(keys.begin(), keys.end()));
}

std::vector<Engagement> MysqlEngagementTable::VersionsByKeys(Id organisation_id, Id source_id,
                                                             absl::Span<const std::string> keys) const {
  return SelectIn(
      "organisation_id = ? AND source_id = ? AND source_key IN (?*) AND (is_current = TRUE OR valid_from < "
      "valid_to)",
      {organisation_id, source_id}, std::vector<Value>(keys.begin(), keys.end()));
}

std::vector<Engagement> MysqlEngagementTable::OfSourceWithin(Id organisation_id, Id source_id,
                                                             const DateRange& days) const {
  std::vector<Engagement> engagements;
  session_.Query(absl::StrCat("SELECT ", kColumns,
                              " FROM engagements WHERE organisation_id = ? AND source_id = ? AND valid_from "
                              "< valid_to AND valid_from < ? AND valid_to > ? ORDER BY id"),
                 {organisation_id, source_id, Bind(days.to), Bind(days.from)},
                 [&](const Row& row) { engagements.push_back(ReadEngagement(row)); });
  return engagements;
}

absl::flat_hash_map<Id, int> MysqlEngagementTable::CountCurrent(Id organisation_id, Id source_id,
                                                                absl::Span<const Id> unit_ids,
                                                                Date day) const {
  absl::flat_hash_map<Id, int> counts;
  session_.QueryIn(
      "SELECT unit_id, COUNT(DISTINCT person_id) FROM engagements WHERE organisation_id = ? AND source_id = "
      "? "
      "AND unit_id IN (?*) AND is_current = TRUE AND valid_to > ? GROUP BY unit_id",
      {organisation_id, source_id}, IdList(unit_ids), {Bind(day)},
      [&](const Row& row) { counts[row.GetId(0)] = static_cast<int>(row.Int(1)); });
  return counts;
}

int MysqlEngagementTable::CountPeople(Id organisation_id, Id source_id, Date day) const {
  int people = 0;
  session_.Query(
      "SELECT COUNT(DISTINCT person_id) FROM engagements WHERE organisation_id = ? AND source_id = ? AND "
      "is_current = TRUE AND valid_to > ?",
      {organisation_id, source_id, Bind(day)},
      [&](const Row& row) { people = static_cast<int>(row.Int(0)); });
  return people;
}

absl::flat_hash_set<Id> MysqlEngagementTable::KnownTo(Id organisation_id, Id source_id,
                                                      absl::Span<const Id> person_ids) const {
  absl::flat_hash_set<Id> known;
  session_.QueryIn(
      "SELECT DISTINCT person_id FROM engagements WHERE organisation_id = ? AND source_id = ? AND person_id "
      "IN (?*) AND (is_current = TRUE OR valid_from < valid_to)",
      {organisation_id, source_id}, IdList(person_ids), {},
      [&](const Row& row) { known.insert(row.GetId(0)); });
  return known;
}

std::vector<Engagement> MysqlEngagementTable::OnDay(Id organisation_id, absl::Span<const Id> unit_ids,
                                                    Date day) const {
  std::vector<Engagement> engagements;
  const Value on = Bind(day);
  if (unit_ids.empty()) {
    session_.Query(
        absl::StrCat("SELECT ", kColumns,
                     " FROM engagements WHERE organisation_id = ? AND valid_from <= ? AND valid_to "
                     "> ?"),
        {organisation_id, on, on}, [&](const Row& row) { engagements.push_back(ReadEngagement(row)); });
  } else {
    engagements = SelectIn("organisation_id = ? AND valid_from <= ? AND valid_to > ? AND unit_id IN (?*)",
                           {organisation_id, on, on}, IdList(unit_ids));
  }
  std::sort(engagements.begin(), engagements.end(), [](const Engagement& a, const Engagement& b) {
    return std::tie(a.person_id, a.id) < std::tie(b.person_id, b.id);
  });
  return engagements;
}

std::optional<Date> MysqlEngagementTable::FirstDay(Id organisation_id) const {
  std::optional<Date> day;
  session_.Query(
      "SELECT MIN(valid_from) FROM engagements WHERE organisation_id = ? AND valid_from < valid_to",
      {organisation_id}, [&](const Row& row) {
        if (!row.IsNull(0)) day = row.Day(0);
      });
  return day;
}

std::vector<Engagement> MysqlEngagementTable::ByKeysOnDay(Id organisation_id, Id source_id,
                                                          absl::Span<const std::string> keys,
                                                          Date day) const {
  return SelectIn(
      "organisation_id = ? AND source_id = ? AND valid_from <= ? AND valid_to > ? AND source_key IN (?*)",
      {organisation_id, source_id, Bind(day), Bind(day)}, std::vector<Value>(keys.begin(), keys.end()));
}

std::vector<Engagement> MysqlEngagementTable::OfManagersOnDay(Id organisation_id, Id source_id,
                                                              absl::Span<const std::string> manager_keys,
                                                              Date day) const {
  return SelectIn(
      "organisation_id = ? AND source_id = ? AND valid_from <= ? AND valid_to > ? AND manager_key IN (?*)",
      {organisation_id, source_id, Bind(day), Bind(day)},
      std::vector<Value>(manager_keys.begin(), manager_keys.end()));
}

std::vector<Engagement> MysqlEngagementTable::OfPeople(Id organisation_id,
                                                       absl::Span<const Id> person_ids) const {
  std::vector<Engagement> engagements =
      SelectIn("organisation_id = ? AND person_id IN (?*) AND valid_from < valid_to", {organisation_id},
               IdList(person_ids));
  std::sort(engagements.begin(), engagements.end(), [](const Engagement& a, const Engagement& b) {
    return std::tie(a.person_id, a.valid.from, a.id) < std::tie(b.person_id, b.valid.from, b.id);
  });
  return engagements;
}

// Written back as whole rows, which is one statement for many.
void MysqlEngagementTable::ReplaceKeys(Id organisation_id, const std::string& prefix,
                                       absl::FunctionRef<std::string(const std::string&)> key) {
  const auto replace = [&](std::string& text) {
    if (absl::StartsWith(text, prefix)) text = key(text);
  };
  Id after = kNoId;
  for (int count = kReplacedTogether; count == kReplacedTogether;) {
    count = 0;
    std::vector<Value> values;
    session_.Query(absl::StrCat("SELECT ", kColumns,
                                " FROM engagements WHERE organisation_id = ? AND id > ? AND (LEFT(source_key, ?) = ? OR "
                                "LEFT(manager_key, ?) = ?) ORDER BY id LIMIT ?"),
                   {organisation_id, after, static_cast<int64_t>(prefix.size()), prefix,
                    static_cast<int64_t>(prefix.size()), prefix, int64_t{kReplacedTogether}},
                   [&](const Row& row) {
                     ++count;
                     Engagement engagement = ReadEngagement(row);
                     after = engagement.id;
                     replace(engagement.source_key);
                     replace(engagement.facts.manager_key);
                     AppendRow(organisation_id, engagement, values);
                   });
    session_.InsertRows(absl::StrCat("INSERT INTO engagements (organisation_id, ", kColumns, ") VALUES"), 17, values,
                        "ON DUPLICATE KEY UPDATE source_key = VALUES(source_key), manager_key = VALUES(manager_key)");
  }
}

void MysqlEngagementTable::Insert(Id organisation_id, absl::Span<const Engagement> engagements) {
  std::vector<Value> values;
  values.reserve(engagements.size() * 17);
  for (const Engagement& engagement : engagements) AppendRow(organisation_id, engagement, values);
  session_.InsertRows(absl::StrCat("INSERT INTO engagements (organisation_id, ", kColumns, ") VALUES"), 17,
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

void MysqlEngagementTable::Void(Id organisation_id, absl::Span<const Id> ids) {
  session_.ExecuteIn(
      "UPDATE engagements SET is_current = FALSE, valid_to = valid_from WHERE organisation_id = ? AND id IN "
      "(?*)",
      {organisation_id}, IdList(ids), {});
}

void MysqlEngagementTable::Restore(Id organisation_id, absl::Span<const EndedVersion> versions) {
  std::map<std::pair<Date, bool>, std::vector<Id>> alike;
  for (const EndedVersion& version : versions) {
    alike[{version.valid_to, version.is_current}].push_back(version.id);
  }
  for (const auto& [state, ids] : alike) {
    session_.ExecuteIn(
        "UPDATE engagements SET valid_to = ?, is_current = ? WHERE organisation_id = ? AND id IN (?*)",
        {Bind(state.first), int64_t{state.second}, organisation_id}, IdList(ids), {});
  }
}

}  // namespace nanolearn::mysql
