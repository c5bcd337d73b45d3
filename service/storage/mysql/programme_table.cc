#include "service/storage/mysql/programme_table.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/programme_columns.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// In the order of the columns below.
constexpr char kSelect[] =
    "SELECT id, slug, display_name, create_time, open_date, end_date, weeks_between, days_to_complete, "
    "newcomer_days, catch_up, quiet, pauses_on_leave, recurrence, every_months, window_days, fixed_month, "
    "fixed_day, planned_until, version, mails_invitation, mails_before, mails_after, mails_escalation FROM "
    "programmes ";

// Without its parts.
Programme ReadProgramme(const Row& row) {
  Programme programme{
      .id = row.GetId(0), .slug = row.Text(1), .display_name = row.Text(2), .create_time = row.Time(3)};
  Calendar& calendar = programme.calendar;
  calendar.open_date = row.Day(4);
  if (!row.IsNull(5)) calendar.end_date = row.Day(5);
  calendar.weeks_between = static_cast<int>(row.Int(6));
  calendar.days_to_complete = static_cast<int>(row.Int(7));
  calendar.newcomer_days = static_cast<int>(row.Int(8));
  calendar.catch_up = ReadCatchUp(row.Text(9));
  calendar.quiet = ReadQuiet(row.Text(10));
  calendar.pauses_on_leave = row.Int(11) != 0;
  calendar.recurrence = ReadRecurrence(row.Text(12));
  calendar.every_months = static_cast<int>(row.Int(13));
  calendar.window_days = static_cast<int>(row.Int(14));
  calendar.fixed_month = static_cast<int>(row.Int(15));
  calendar.fixed_day = static_cast<int>(row.Int(16));
  programme.planned_until = row.Day(17);
  programme.version = row.GetId(18);
  programme.mails = {row.Int(19) != 0, ReadDays(row.Text(20)), ReadDays(row.Text(21)), ReadDays(row.Text(22))};
  return programme;
}

// The columns that may change, in the order of kChangingColumns.
std::vector<Value> ChangingValues(const Programme& programme) {
  const Calendar& c = programme.calendar;
  const MailRule& mails = programme.mails;
  return {programme.display_name,        Bind(c.open_date),
          BindOptional(c.end_date),      int64_t{c.weeks_between},
          int64_t{c.days_to_complete},   int64_t{c.newcomer_days},
          CatchUpText(c.catch_up),       QuietText(c.quiet),
          int64_t{c.pauses_on_leave},    RecurrenceText(c.recurrence),
          int64_t{c.every_months},       int64_t{c.window_days},
          int64_t{c.fixed_month},        int64_t{c.fixed_day},
          Bind(programme.planned_until), programme.version,
          int64_t{mails.invites},        DaysText(mails.before),
          DaysText(mails.after),         DaysText(mails.escalation)};
}

constexpr char kChangingColumns[] =
    "display_name = ?, open_date = ?, end_date = ?, weeks_between = ?, days_to_complete = ?, newcomer_days = "
    "?, catch_up = ?, quiet = ?, pauses_on_leave = ?, recurrence = ?, every_months = ?, window_days = ?, "
    "fixed_month = ?, fixed_day = ?, planned_until = ?, version = ?, mails_invitation = ?, mails_before = ?, "
    "mails_after = ?, mails_escalation = ?";

using ById = absl::flat_hash_map<Id, Programme*>;

void ReadModules(Session& session, Id organisation_id, absl::Span<const Value> ids, const ById& by_id) {
  session.QueryIn(
      "SELECT programme_id, module_id, open_date FROM programme_modules WHERE organisation_id = ? AND "
      "programme_id IN (?*) ORDER BY programme_id, position",
      {organisation_id}, ids, {}, [&](const Row& row) {
        ProgrammeModule module{row.GetId(1), std::nullopt};
        if (!row.IsNull(2)) module.open_date = row.Day(2);
        by_id.at(row.GetId(0))->modules.push_back(module);
      });
}

void ReadQuietDays(Session& session, Id organisation_id, absl::Span<const Value> ids, const ById& by_id) {
  session.QueryIn(
      "SELECT programme_id, first_day, end_day FROM programme_quiet_days WHERE organisation_id = ? AND "
      "programme_id IN (?*) ORDER BY programme_id, first_day",
      {organisation_id}, ids, {}, [&](const Row& row) {
        by_id.at(row.GetId(0))->calendar.quiet.ranges.push_back({row.Day(1), row.Day(2)});
      });
}

void ReadAudience(Session& session, Id organisation_id, absl::Span<const Value> ids, const ById& by_id) {
  session.QueryIn(
      "SELECT programme_id, unit_id, kinds, requires_computer, excepts, role_groups, roles, valid_from, "
      "valid_to FROM programme_audience WHERE organisation_id = ? AND programme_id IN (?*) ORDER BY "
      "programme_id, position",
      {organisation_id}, ids, {}, [&](const Row& row) {
        AudienceRule rule{.excepts = row.Int(4) != 0, .unit_id = row.GetId(1)};
        rule.kinds = ReadKinds(row.Text(2));
        rule.requires_computer = row.Int(3) != 0;
        rule.role_groups = ReadRoleGroups(row.Text(5));
        rule.roles = absl::StrSplit(row.Text(6), '\n', absl::SkipEmpty());
        rule.valid = {row.Day(7), row.Day(8)};
        by_id.at(row.GetId(0))->audience.push_back(std::move(rule));
      });
  // Positions are those of the rules, without gaps.
  session.QueryIn(
      "SELECT programme_id, position, person_id FROM programme_people WHERE organisation_id = ? AND "
      "programme_id IN (?*) ORDER BY programme_id, position, person_id",
      {organisation_id}, ids, {}, [&](const Row& row) {
        by_id.at(row.GetId(0))->audience.at(row.Int(1)).person_ids.push_back(row.GetId(2));
      });
}

}  // namespace

std::vector<Programme> MysqlProgrammeTable::Select(const std::string& where,
                                                   absl::Span<const Value> values) const {
  std::vector<Programme> programmes;
  session_.Query(absl::StrCat(kSelect, where), values,
                 [&](const Row& row) { programmes.push_back(ReadProgramme(row)); });
  return programmes;
}

void MysqlProgrammeTable::Complete(Id organisation_id, std::vector<Programme>& programmes) const {
  std::vector<Id> ids;
  ById by_id;
  for (Programme& programme : programmes) {
    ids.push_back(programme.id);
    by_id[programme.id] = &programme;
  }
  const std::vector<Value> list = IdList(ids);
  ReadModules(session_, organisation_id, list, by_id);
  ReadQuietDays(session_, organisation_id, list, by_id);
  ReadAudience(session_, organisation_id, list, by_id);
}

std::optional<Programme> MysqlProgrammeTable::Find(Id organisation_id, const std::string& slug) const {
  std::vector<Programme> found =
      Select("WHERE organisation_id = ? AND slug = CONVERT(? USING ascii)", {organisation_id, slug});
  Complete(organisation_id, found);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<Programme> MysqlProgrammeTable::List(Id organisation_id, const std::string& after_slug,
                                                 int limit) const {
  std::vector<Programme> programmes =
      Select("WHERE organisation_id = ? AND slug > CONVERT(? USING ascii) ORDER BY slug LIMIT ?",
             {organisation_id, after_slug, int64_t{limit}});
  Complete(organisation_id, programmes);
  return programmes;
}

std::map<Id, std::string> MysqlProgrammeTable::Slugs(Id organisation_id, absl::Span<const Id> ids) const {
  return SlugsIn(session_, "programmes", organisation_id, ids);
}

std::vector<Programme> MysqlProgrammeTable::FindAll(Id organisation_id, absl::Span<const Id> ids) const {
  std::vector<Programme> programmes;
  session_.QueryIn(absl::StrCat(kSelect, "WHERE organisation_id = ? AND id IN (?*)"), {organisation_id},
                   IdList(ids), {}, [&](const Row& row) { programmes.push_back(ReadProgramme(row)); });
  Complete(organisation_id, programmes);
  return programmes;
}

void MysqlProgrammeTable::Insert(Id organisation_id, const Programme& programme) {
  std::vector<Value> values = {organisation_id, programme.id, programme.slug, Bind(programme.create_time)};
  for (Value& value : ChangingValues(programme)) values.push_back(std::move(value));
  session_.Execute(absl::StrCat("INSERT INTO programmes SET organisation_id = ?, id = ?, slug = CONVERT(? "
                                "USING ascii), create_time = ?, ",
                                kChangingColumns),
                   values);
  InsertParts(organisation_id, programme);
}

void MysqlProgrammeTable::Update(Id organisation_id, const Programme& programme) {
  std::vector<Value> values = ChangingValues(programme);
  values.insert(values.end(), {organisation_id, programme.id});
  session_.Execute(
      absl::StrCat("UPDATE programmes SET ", kChangingColumns, " WHERE organisation_id = ? AND id = ?"),
      values);
  // programme_people before the rules it belongs to.
  for (const char* table :
       {"programme_people", "programme_audience", "programme_modules", "programme_quiet_days"}) {
    session_.Execute(absl::StrCat("DELETE FROM ", table, " WHERE organisation_id = ? AND programme_id = ?"),
                     {organisation_id, programme.id});
  }
  InsertParts(organisation_id, programme);
}

void MysqlProgrammeTable::InsertParts(Id organisation_id, const Programme& programme) {
  InsertModules(organisation_id, programme);
  InsertAudience(organisation_id, programme);
  std::vector<Value> values;
  for (const DateRange& range : programme.calendar.quiet.ranges) {
    values.insert(values.end(), {organisation_id, programme.id, Bind(range.from), Bind(range.to)});
  }
  session_.InsertRows(
      "INSERT INTO programme_quiet_days (organisation_id, programme_id, first_day, end_day) VALUES", 4,
      values);
}

void MysqlProgrammeTable::InsertModules(Id organisation_id, const Programme& programme) {
  std::vector<Value> values;
  for (int64_t i = 0; i < static_cast<int64_t>(programme.modules.size()); ++i) {
    const ProgrammeModule& module = programme.modules[i];
    values.insert(values.end(),
                  {organisation_id, programme.id, i, module.module_id, BindOptional(module.open_date)});
  }
  session_.InsertRows(
      "INSERT INTO programme_modules (organisation_id, programme_id, position, module_id, open_date) VALUES",
      5, values);
}

void MysqlProgrammeTable::InsertAudience(Id organisation_id, const Programme& programme) {
  std::vector<Value> rules, people;
  for (int64_t i = 0; i < static_cast<int64_t>(programme.audience.size()); ++i) {
    const AudienceRule& rule = programme.audience[i];
    rules.insert(rules.end(),
                 {organisation_id, programme.id, i, BindOptional(rule.unit_id), KindsText(rule.kinds),
                  int64_t{rule.requires_computer}, int64_t{rule.excepts}, RoleGroupsText(rule.role_groups),
                  absl::StrJoin(rule.roles, "\n"), int64_t{!rule.person_ids.empty()}, Bind(rule.valid.from),
                  Bind(rule.valid.to)});
    for (const Id person : rule.person_ids) {
      people.insert(people.end(), {organisation_id, programme.id, i, person});
    }
  }
  session_.InsertRows(
      "INSERT INTO programme_audience (organisation_id, programme_id, position, unit_id, kinds, "
      "requires_computer, excepts, role_groups, roles, has_list, valid_from, valid_to) VALUES",
      12, rules);
  session_.InsertRows(
      "INSERT INTO programme_people (organisation_id, programme_id, position, person_id) VALUES", 4, people);
}

}  // namespace nanolearn::mysql
