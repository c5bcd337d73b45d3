#include "service/http/late_people.h"

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/csv_lines.h"
#include "service/domain/errors/resource.h"
#include "service/domain/plain_words.h"
#include "service/domain/resource_name.h"
#include "service/http/managed_units.h"
#include "service/http/message.h"
#include "service/http/unit_figures.h"

namespace nanolearn::http {
namespace {

constexpr int kPageRows = 50;  // each is a box that may be ticked, and a form has an end
constexpr size_t kMaxFileRows = 20000;

absl::StatusOr<FoundUnit> FindNameable(Operations& operations, const WebUser& user, const std::string& code) {
  ASSIGN_OR_RETURN(FoundUnit found, FindUnit(operations, user, code));
  if (!CanNameLate(found.access.caller))
    return errors::NotFound("unit", UnitName(user.organisation.slug, code));
  return found;
}

absl::StatusOr<LateList> ReadLate(Operations& operations, const WebUser& user, const UnitAccess& access,
                                  Date day, const PageRequest& page) {
  LateQuery query;
  query.organisation = user.organisation.slug;
  query.unit_code = access.code;
  query.as_of = day;
  auto list = operations.compliance.Late(access.caller, query, page);
  if (absl::IsInvalidArgument(list.status()))  // a token from another list or day
    return errors::NotFound("unit", UnitName(user.organisation.slug, access.code));
  return list;
}

pages::LateItem ItemOf(const LateRow& row, Date day) {
  return {FormatId(row.assignment.id), row.person_name, row.module_name, row.due_date,
          static_cast<int>(day - row.due_date)};
}

}  // namespace

absl::StatusOr<pages::ManageLate> GatherLate(Operations& operations, const WebUser& user,
                                             const std::string& code, const std::string& page_token) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindNameable(operations, user, code));
  const Date today = Today(operations.env, user.organisation);
  ASSIGN_OR_RETURN(const LateList list,
                   ReadLate(operations, user, found.access, today, {.size = kPageRows, .token = page_token}));
  pages::ManageLate late{.unit_name = found.row().unit_name, .unit_href = UnitAddress(code)};
  late.figures = FiguresOf(found.row());
  for (const LateRow& row : list.rows) late.items.push_back(ItemOf(row, list.as_of));
  late.unnamed = list.protected_left_out;
  if (!list.next_page_token.empty())
    late.next_href = absl::StrCat(late.unit_href, "/late?page=", PathSegment(list.next_page_token));
  late.is_first_page = page_token.empty();
  late.can_remind = RoleAllows(found.access.caller.token.role, Permission::kRemindPeople);
  late.age = AgeFor(list.age, list.as_of, user.organisation);
  return late;
}

absl::StatusOr<std::string> LateFile(Operations& operations, const WebUser& user, const std::string& code) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindNameable(operations, user, code));
  const PlainWords words(user.session.language);
  CsvLines lines(words.language());
  lines.Add({words("namn", "name"), words("lektion", "lesson"), words("program", "programme"),
             words("skulle vara klar", "was due"), words("dagar sedan", "days late")});
  const Date today = Today(operations.env, user.organisation);
  PageRequest page{.size = limits::kMaxPageSize, .token = ""};
  for (size_t rows = 0; rows < kMaxFileRows;) {
    ASSIGN_OR_RETURN(const LateList list, ReadLate(operations, user, found.access, today, page));
    for (const LateRow& row : list.rows) {
      const pages::LateItem item = ItemOf(row, list.as_of);
      lines.Add({lines.Text(item.name), lines.Text(item.lesson), lines.Text(row.programme),
                 FormatDate(item.due_date), absl::StrCat(item.days)});
    }
    rows += list.rows.size();
    page.token = list.next_page_token;
    if (page.token.empty()) break;
  }
  if (!page.token.empty()) lines.Add({CutOffLine(words)});
  return lines.Take();
}

absl::StatusOr<std::optional<pages::ManageRemindAll>> AskBeforeRemindingAll(Operations& operations,
                                                                            const WebUser& user,
                                                                            const std::string& code) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindNameable(operations, user, code));
  const ComplianceRow& row = found.row();
  if (row.counts.overdue <= kManyReminded) return std::nullopt;
  return pages::ManageRemindAll{
      .unit_name = row.unit_name, .unit_href = UnitAddress(code), .people = row.counts.overdue};
}

absl::StatusOr<pages::ManageReminded> RemindLate(Operations& operations, const WebUser& user,
                                                 const std::string& code, const Reminding& whom) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindNameable(operations, user, code));
  pages::ManageReminded reminded{.unit_name = found.row().unit_name, .unit_href = UnitAddress(code)};
  reminded.none_chosen = !whom.all && whom.assignments.empty();
  if (reminded.none_chosen) return reminded;
  const ComplianceSubject subject{
      .organisation = user.organisation.slug, .unit_code = code, .programme = "", .module = ""};
  const std::vector<Id> ids = whom.all ? std::vector<Id>() : whom.assignments;
  ASSIGN_OR_RETURN(const ReminderCounts counts, operations.reminders.Send(found.access.caller, subject, ids));
  reminded.sent = counts.sent;
  reminded.already = counts.reminded_today;
  reminded.not_reached = counts.unreachable + counts.no_address;
  reminded.has_more = counts.has_more;
  return reminded;
}

}  // namespace nanolearn::http
