#include "service/storage/mysql/erasure.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/merge_record_text.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

enum class By { kPeople, kAssignments, kDirectoryUsers, kAddresses };

// What is done to the rows of one table. Counting and erasing have the same condition, so that a dry run says what would be done.
struct Step {
  const char* kind;
  const char* table;
  By by;
  const char* where;                  // "(?*)" is the list
  const char* set = nullptr;          // null: the rows are deleted
  bool needs_now = false;             // `set` has one parameter
  bool is_of_organisation = true;     // false: the table knows none
};

// What figures are counted from stays: units, kinds and days of engagements, memberships, assignments, completions, exceptions.
constexpr Step kSteps[] = {
    {"names", "attribute_versions", By::kPeople,
     "person_id IN (?*) AND (given_name <> '' OR family_name <> '' OR email <> '' OR phone <> '' OR is_current)",
     "given_name = '', family_name = '', email = '', phone = '', is_current = FALSE"},
    {"identities", "person_identities", By::kPeople, "person_id IN (?*)"},
    // Each has a key of its own, so that no list takes two for one.
    {"engagements", "engagements", By::kPeople, "person_id IN (?*) AND source_key <> CONCAT('erased-', id)",
     "source_key = CONCAT('erased-', id), role = '', manager_key = '', is_current = FALSE"},
    {"evidence", "completions", By::kPeople, "person_id IN (?*) AND evidence <> ''", "evidence = ''"},
    {"reasons", "assignment_exceptions", By::kAssignments, "assignment_id IN (?*) AND reason <> ''", "reason = ''"},
    {"reasons", "completion_voids", By::kAssignments, "assignment_id IN (?*) AND reason <> ''", "reason = ''"},
    {"lessons", "lesson_progress", By::kAssignments, "assignment_id IN (?*)"},
    {"links", "learner_links", By::kAssignments, "assignment_id IN (?*)"},
    {"links", "screen_codes", By::kAssignments, "assignment_id IN (?*)"},
    {"escalations", "escalations", By::kAssignments, "assignment_id IN (?*)"},
    {"escalations", "escalations", By::kPeople, "manager_id IN (?*)"},
    {"contacts", "person_contacts", By::kPeople, "person_id IN (?*)"},
    {"mails", "mail_round_people", By::kPeople, "person_id IN (?*)"},
    {"mails", "mails", By::kPeople, "person_id IN (?*) AND recipient <> ''",
     "about = CONCAT('erased ', id), recipient = '', subject = '', text_body = '', html_body = NULL, last_error = '', end_time = "
     "IFNULL(end_time, ?), due_time = NULL, state = IF(state = 'WAITING', 'DROPPED', state)",
     true},
    {"mails", "mails", By::kAddresses, "person_id IS NULL AND recipient IN (?*)",
     "about = CONCAT('erased ', id), recipient = '', subject = '', text_body = '', html_body = NULL, last_error = '', end_time = "
     "IFNULL(end_time, ?), due_time = NULL, state = IF(state = 'WAITING', 'DROPPED', state)",
     true},
    // Kept without the address, since the audit names grants.
    {"grants", "access_grants", By::kAddresses, "email IN (?*)", "email = '', revoke_time = IFNULL(revoke_time, ?)", true},
    {"sign_ins", "web_sessions", By::kAddresses, "email IN (?*)"},
    {"sign_ins", "sign_in_links", By::kAddresses, "email IN (?*)"},
    {"sign_ins", "link_requests", By::kAddresses, "email IN (?*)", nullptr, false, false},
    {"directory_users", "directory_members", By::kDirectoryUsers, "user_id IN (?*)"},
    {"directory_users", "directory_users", By::kDirectoryUsers, "id IN (?*)"},
    // What they decided while they were signed in; who it was is in the audit, by an id.
    {"signatures", "access_grants", By::kAddresses, "created_by IN (?*)", "created_by = ''"},
    {"signatures", "assignment_exceptions", By::kAddresses, "created_by IN (?*)", "created_by = ''"},
    {"signatures", "completion_voids", By::kAddresses, "created_by IN (?*)", "created_by = ''"},
    {"signatures", "mail_templates", By::kAddresses, "updated_by IN (?*)", "updated_by = ''"},
    {"signatures", "reports", By::kAddresses, "created_by IN (?*)", "created_by = ''"},
    {"signatures", "sync_runs", By::kAddresses, "decided_by IN (?*)", "decided_by = ''"},
    {"signatures", "person_merges", By::kAddresses, "created_by IN (?*)", "created_by = ''"},
    {"signatures", "person_merges", By::kAddresses, "undone_by IN (?*)", "undone_by = ''"},
};

std::vector<Value> Texts(absl::Span<const std::string> texts) { return {texts.begin(), texts.end()}; }

std::vector<Value> ListOf(By by, const PersonTraces& traces) {
  switch (by) {
    case By::kPeople:
      return IdList(traces.people);
    case By::kAssignments:
      return IdList(traces.assignments);
    case By::kDirectoryUsers:
      return IdList(traces.directory_users);
    case By::kAddresses:
      return Texts(traces.addresses);
  }
  return {};
}

class Eraser {
 public:
  Eraser(Session& session, Id organisation_id, const PersonTraces& traces)
      : session_(session), organisation_id_(organisation_id), traces_(traces) {}

  std::vector<ErasureCount> Count() {
    for (const Step& step : kSteps) {
      const std::string sql = absl::StrCat("SELECT COUNT(*) FROM ", step.table, " WHERE ", Where(step));
      Add(step.kind, CountRows(sql, Before(step), ListOf(step.by, traces_)));
    }
    // Either of the two; both have a key.
    for (const char* column : {"person_id", "merged_person_id"}) {
      Add("merges", CountRows(absl::StrCat("SELECT COUNT(*) FROM person_merges WHERE organisation_id = ? AND ", column,
                                           " IN (?*) AND moved <> ?"),
                              {organisation_id_}, IdList(traces_.people), {Nothing()}));
    }
    for (const auto& [source_id, keys] : KeysBySource()) {
      Add("manager_keys",
          CountRows("SELECT COUNT(*) FROM engagements WHERE organisation_id = ? AND source_id = ? AND manager_key IN (?*)",
                    {organisation_id_, source_id}, keys));
    }
    return std::move(counts_);
  }

  std::vector<ErasureCount> Erase(absl::Time now) {
    for (const Step& step : kSteps) {
      const std::string sql = step.set ? absl::StrCat("UPDATE ", step.table, " SET ", step.set, " WHERE ", Where(step))
                                       : absl::StrCat("DELETE FROM ", step.table, " WHERE ", Where(step));
      std::vector<Value> before = Before(step);
      if (step.needs_now) before.insert(before.begin(), Bind(now));
      Add(step.kind, static_cast<int64_t>(session_.ExecuteIn(sql, before, ListOf(step.by, traces_), {})));
    }
    BlankMerges();
    BlankManagers();
    session_.ExecuteIn("UPDATE people SET erase_time = ? WHERE organisation_id = ? AND id IN (?*) AND erase_time IS NULL",
                       {Bind(now), organisation_id_}, IdList(traces_.people), {});
    return std::move(counts_);
  }

 private:
  static std::string Where(const Step& step) {
    return absl::StrCat(step.is_of_organisation ? "organisation_id = ? AND " : "", step.where);
  }
  std::vector<Value> Before(const Step& step) const {
    return step.is_of_organisation ? std::vector<Value>{organisation_id_} : std::vector<Value>{};
  }
  // What a merge has moved that moved nothing.
  static std::string Nothing() { return FormatMoved({}); }

  void BlankMerges() {
    for (const char* column : {"person_id", "merged_person_id"}) {
      Add("merges", static_cast<int64_t>(session_.ExecuteIn(
                        absl::StrCat("UPDATE person_merges SET moved = ? WHERE organisation_id = ? AND ", column,
                                     " IN (?*) AND moved <> ?"),
                        {Nothing(), organisation_id_}, IdList(traces_.people), {Nothing()})));
    }
  }

  // Whose manager they were is said by their key.
  void BlankManagers() {
    for (const auto& [source_id, keys] : KeysBySource()) {
      Add("manager_keys",
          static_cast<int64_t>(session_.ExecuteIn(
              "UPDATE engagements SET manager_key = '' WHERE organisation_id = ? AND source_id = ? AND manager_key IN (?*)",
              {organisation_id_, source_id}, keys, {})));
    }
  }

  std::map<Id, std::vector<Value>> KeysBySource() const {
    std::map<Id, std::vector<Value>> keys;
    for (const PersonTraces::Key& key : traces_.keys) keys[key.source_id].emplace_back(key.key);
    return keys;
  }

  int64_t CountRows(const std::string& sql, absl::Span<const Value> before, absl::Span<const Value> list,
                    absl::Span<const Value> after = {}) const {
    int64_t count = 0;
    session_.QueryIn(sql, before, list, after, [&](const Row& row) { count += row.Int(0); });
    return count;
  }

  void Add(const char* kind, int64_t rows) {
    if (rows == 0) return;
    const auto known = std::find_if(counts_.begin(), counts_.end(),
                                    [&](const ErasureCount& count) { return count.kind == kind; });
    if (known != counts_.end()) {
      known->rows += rows;
    } else {
      counts_.push_back({kind, rows});
    }
  }

  Session& session_;
  const Id organisation_id_;
  const PersonTraces& traces_;
  std::vector<ErasureCount> counts_;
};

}  // namespace

std::vector<ErasureCount> CountErasable(Session& session, Id organisation_id, const PersonTraces& traces) {
  return Eraser(session, organisation_id, traces).Count();
}

std::vector<ErasureCount> Erase(Session& session, Id organisation_id, const PersonTraces& traces, absl::Time now) {
  return Eraser(session, organisation_id, traces).Erase(now);
}

}  // namespace nanolearn::mysql
