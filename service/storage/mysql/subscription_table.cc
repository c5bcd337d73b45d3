#include "service/storage/mysql/subscription_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/domain/text_encoding.h"

namespace nanolearn::mysql {
namespace {

constexpr size_t kMaxErrorCharacters = 500;
constexpr int kClaimCandidates = 8;

constexpr char kColumns[] =
    "s.id, s.name, s.kind, s.url, s.secret, s.types, s.next_sequence, s.state, s.tries, s.due_time, "
    "s.last_success_time, s.last_error, s.version, s.create_time, s.key_number";

// With something to send that is due.
constexpr char kDue[] =
    " FROM subscriptions s JOIN figure_states f ON f.organisation_id = s.organisation_id WHERE s.state <> "
    "'PAUSED' AND (s.due_time IS NULL OR s.due_time <= ?) AND s.next_sequence <= f.last_event";

Subscription ReadSubscription(const Row& row) {
  Subscription s;
  s.id = row.GetId(0);
  s.name = row.Text(1);
  // The columns hold nothing but the names of kinds, types and states.
  s.kind = ParseSubscriptionKind(row.Text(2)).value_or(SubscriptionKind::kWebhook);
  s.url = row.Text(3);
  s.sealed_secret = {row.Text(4), static_cast<int>(row.Int(14))};
  for (const absl::string_view name : absl::StrSplit(row.Text(5), ',', absl::SkipEmpty())) {
    if (const auto type = ParseEventType(name)) s.types.push_back(*type);
  }
  s.next_sequence = row.GetId(6);
  s.state = ParseSubscriptionState(row.Text(7)).value_or(SubscriptionState::kPaused);
  s.tries = static_cast<int>(row.Int(8));
  s.due_time = row.Time(9, absl::InfinitePast());
  s.last_success_time = row.Time(10, absl::InfinitePast());
  s.last_error = row.Text(11);
  s.version = row.GetId(12);
  s.create_time = row.Time(13);
  return s;
}

std::string Names(const std::vector<EventType>& types) {
  return absl::StrJoin(types, ",",
                       [](std::string* out, EventType type) { absl::StrAppend(out, EventTypeName(type)); });
}

Value StateName(SubscriptionState state) { return std::string(SubscriptionStateName(state)); }

std::string Kept(const std::string& error) {
  return std::string(FirstCharacters(OnOneLine(error), kMaxErrorCharacters));
}

}  // namespace

std::optional<Subscription> MysqlSubscriptionTable::Find(Id organisation_id, const std::string& name) const {
  std::optional<Subscription> found;
  session_.Query(
      absl::StrCat("SELECT ", kColumns, " FROM subscriptions s WHERE s.organisation_id = ? AND s.name = ?"),
      {organisation_id, name}, [&](const Row& row) { found = ReadSubscription(row); });
  return found;
}

std::vector<Subscription> MysqlSubscriptionTable::List(Id organisation_id) const {
  std::vector<Subscription> all;
  session_.Query(
      absl::StrCat("SELECT ", kColumns, " FROM subscriptions s WHERE s.organisation_id = ? ORDER BY s.name"),
      {organisation_id}, [&](const Row& row) { all.push_back(ReadSubscription(row)); });
  return all;
}

void MysqlSubscriptionTable::Insert(Id organisation_id, const Subscription& s) {
  session_.Execute(
      "INSERT INTO subscriptions (organisation_id, id, name, kind, url, secret, types, next_sequence, state, "
      "tries, due_time, last_success_time, last_error, version, create_time, key_number) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, s.id, s.name, std::string(SubscriptionKindName(s.kind)), s.url, s.sealed_secret.bytes,
       Names(s.types), s.next_sequence, StateName(s.state), int64_t{s.tries}, Bind(s.due_time),
       Bind(s.last_success_time), Kept(s.last_error), s.version, Bind(s.create_time),
       int64_t{s.sealed_secret.key_number}});
}

void MysqlSubscriptionTable::Update(Id organisation_id, const Subscription& s) {
  session_.Execute(
      "UPDATE subscriptions SET url = ?, secret = ?, key_number = ?, types = ?, state = ?, tries = ?, due_time = ?, "
      "last_error = ?, version = ? WHERE organisation_id = ? AND id = ?",
      {s.url, s.sealed_secret.bytes, int64_t{s.sealed_secret.key_number}, Names(s.types), StateName(s.state), int64_t{s.tries}, Bind(s.due_time),
       Kept(s.last_error), s.version, organisation_id, s.id});
}

void MysqlSubscriptionTable::SetNextSequence(Id organisation_id, Id id, uint64_t next_sequence) {
  session_.Execute("UPDATE subscriptions SET next_sequence = ? WHERE organisation_id = ? AND id = ?",
                   {next_sequence, organisation_id, id});
}

void MysqlSubscriptionTable::Delete(Id organisation_id, Id id) {
  session_.Execute("DELETE FROM subscriptions WHERE organisation_id = ? AND id = ?", {organisation_id, id});
}

bool MysqlSubscriptionTable::HasDue(absl::Time now) const {
  bool has = false;
  session_.Query(absl::StrCat("SELECT 1", kDue, " LIMIT 1"), {Bind(now)}, [&](const Row&) { has = true; });
  return has;
}

// Found in the snapshot and taken by an UPDATE, which sees what others have committed since.
std::optional<SubscriptionTable::Claimed> MysqlSubscriptionTable::Claim(absl::Time now, absl::Time until) {
  std::vector<Claimed> due;
  session_.Query(absl::StrCat("SELECT ", kColumns, ", s.organisation_id", kDue,
                              " ORDER BY s.due_time, s.last_success_time, s.id LIMIT ?"),
                 {Bind(now), int64_t{kClaimCandidates}}, [&](const Row& row) {
                   due.push_back({row.GetId(15), ReadSubscription(row), until});
                 });
  for (Claimed& one : due) {
    const uint64_t found = session_.Execute(
        "UPDATE subscriptions SET due_time = ?, tries = tries + 1 WHERE organisation_id = ? AND id = ? AND "
        "state <> 'PAUSED' AND next_sequence = ? AND version = ? AND (due_time IS NULL OR due_time <= ?)",
        {Bind(until), one.organisation_id, one.subscription.id, one.subscription.next_sequence,
         one.subscription.version, Bind(now)});
    if (found != 1) continue;
    ++one.subscription.tries;
    return std::move(one);
  }
  return std::nullopt;
}

bool MysqlSubscriptionTable::EndClaim(const Claimed& claimed, const std::string& set,
                                      std::vector<Value> values) {
  const Subscription& s = claimed.subscription;
  values.insert(values.end(),
                {claimed.organisation_id, s.id, s.next_sequence, s.version, Bind(claimed.until)});
  return session_.Execute(absl::StrCat("UPDATE subscriptions SET ", set,
                                       " WHERE organisation_id = ? AND id = ? AND next_sequence = ? AND "
                                       "version = ? AND due_time = ?"),
                          values) == 1;
}

bool MysqlSubscriptionTable::Advance(const Claimed& claimed, uint64_t next_sequence, bool has_sent,
                                     const std::string& left_out, absl::Time now) {
  if (!has_sent) {
    return EndClaim(claimed, "next_sequence = ?, due_time = NULL, tries = tries - 1", {next_sequence});
  }
  const bool ends_failures = claimed.subscription.tries > 1;
  const std::string error =
      left_out.empty() && !ends_failures ? claimed.subscription.last_error : Kept(left_out);
  return EndClaim(claimed,
                  "next_sequence = ?, state = 'ACTIVE', due_time = NULL, tries = 0, last_error = ?, "
                  "last_success_time = ?",
                  {next_sequence, error, Bind(now)});
}

bool MysqlSubscriptionTable::Postpone(const Claimed& claimed, SubscriptionState state, absl::Time due,
                                      const std::string& error) {
  return EndClaim(claimed, "state = ?, due_time = ?, last_error = ?",
                  {StateName(state), Bind(due), Kept(error)});
}

bool MysqlSubscriptionTable::Release(const Claimed& claimed) {
  return EndClaim(claimed, "due_time = NULL, tries = tries - 1", {});
}

}  // namespace nanolearn::mysql
