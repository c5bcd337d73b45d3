#include "service/storage/mysql/audit_table.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

constexpr char kColumns[] =
    "sequence, time, actor_type, actor_id, channel, address, action, resource, person_id, outcome, request_id, details, hash";
constexpr int kColumnCount = 14;  // with the organisation

// Whatever somebody has put there by hand is read as well, so that it can be found.
AuditDetails ReadDetails(const std::string& text) {
  if (text.empty()) return {};
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  AuditDetails details;
  if (!json.is_object()) return {{"unreadable", text}};
  for (const auto& [key, value] : json.items()) {
    details[key] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  return details;
}

// ENUM columns hold nothing but names, or "" after a bad change by hand.
ChainedEntry ReadEntry(const Row& row) {
  return {{.sequence = row.GetId(0),
           .time = row.Time(1),
           .origin = {{ParseAuditActorType(row.Text(2)).value_or(AuditActorType::kServer), row.GetId(3)},
                      ParseAuditChannel(row.Text(4)).value_or(AuditChannel::kServer),
                      row.Text(5)},
           .action = row.Text(6),
           .resource = row.Text(7),
           .person_id = row.GetId(8),
           .outcome = ParseAuditOutcome(row.Text(9)).value_or(AuditOutcome::kDone),
           .request_id = row.Text(10),
           .details = ReadDetails(row.Text(11))},
          row.Text(12)};
}

void AddRow(Id organisation_id, const AuditEntry& entry, const std::string& hash, std::vector<Value>& values) {
  values.insert(values.end(), {organisation_id, entry.sequence, Bind(entry.time),
                               std::string(AuditActorTypeName(entry.origin.actor.type)), entry.origin.actor.id,
                               std::string(AuditChannelName(entry.origin.channel)), entry.origin.address,
                               entry.action, entry.resource, BindOptional(entry.person_id),
                               std::string(AuditOutcomeName(entry.outcome)), entry.request_id,
                               entry.details.empty() ? "" : AuditDetailsText(entry.details), hash});
}

}  // namespace

void MysqlAuditTable::Append(Id organisation_id, AuditEntry entry) {
  appended_[organisation_id].push_back(std::move(entry));
}

void MysqlAuditTable::Finish() {
  for (auto& [organisation_id, entries] : appended_) Write(organisation_id, entries);
  appended_.clear();
}

AuditHead MysqlAuditTable::LockHead(Id organisation_id) {
  std::optional<AuditHead> head;
  session_.Query("SELECT sequence, hash FROM audit_heads WHERE organisation_id = ? FOR UPDATE",
                 {organisation_id}, [&](const Row& row) { head = {row.GetId(0), row.Text(1)}; });
  if (head) return *head;
  // Another may make it at the same time: the second is refused as a duplicate, and its transaction is run again.
  head = EmptyAuditChain();
  session_.Execute("INSERT INTO audit_heads (organisation_id, sequence, hash) VALUES (?, ?, ?)",
                   {organisation_id, head->sequence, head->hash});
  return *head;
}

void MysqlAuditTable::Write(Id organisation_id, std::vector<AuditEntry>& entries) {
  AuditHead head = LockHead(organisation_id);
  std::vector<Value> values;
  for (AuditEntry& entry : entries) {
    Extend(organisation_id, head, entry);
    AddRow(organisation_id, entry, head.hash, values);
  }
  session_.InsertRows(absl::StrCat("INSERT INTO audit_entries (organisation_id, ", kColumns, ") VALUES"),
                      kColumnCount, values);
  session_.Execute("UPDATE audit_heads SET sequence = ?, hash = ? WHERE organisation_id = ?",
                   {head.sequence, head.hash, organisation_id});
}

AuditHead MysqlAuditTable::Head(Id organisation_id) const {
  AuditHead head = EmptyAuditChain();
  session_.Query("SELECT sequence, hash FROM audit_heads WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) {
                   head = {row.GetId(0), row.Text(1)};
                 });
  return head;
}

std::vector<ChainedEntry> MysqlAuditTable::ListAfter(Id organisation_id, const AuditFilter& filter,
                                                     uint64_t sequence, int limit) const {
  SqlText text;
  text.Add("organisation_id = ? AND sequence > ?", {organisation_id, sequence});
  return Select(std::move(text), filter, " ORDER BY sequence LIMIT ?", limit);
}

std::vector<ChainedEntry> MysqlAuditTable::ListBefore(Id organisation_id, const AuditFilter& filter,
                                                      uint64_t sequence, int limit) const {
  SqlText text;
  text.Add("organisation_id = ? AND sequence < ?", {organisation_id, sequence});
  return Select(std::move(text), filter, " ORDER BY sequence DESC LIMIT ?", limit);
}

std::vector<ChainedEntry> MysqlAuditTable::Select(SqlText text, const AuditFilter& filter,
                                                  absl::string_view order, int limit) const {
  if (filter.person_id != kNoId) text.Add(" AND person_id = ?", {filter.person_id});
  if (filter.actor.id != kNoId) {
    text.Add(" AND actor_type = ? AND actor_id = ?",
             {std::string(AuditActorTypeName(filter.actor.type)), filter.actor.id});
  }
  if (!filter.action.empty()) text.Add(" AND action = ?", {filter.action});
  if (filter.from != absl::InfinitePast()) text.Add(" AND time >= ?", {Bind(filter.from)});
  if (filter.to != absl::InfiniteFuture()) text.Add(" AND time < ?", {Bind(filter.to)});
  if (filter.denied_only) text.Add(" AND outcome = 'DENIED'");
  text.Add(order, {int64_t{limit}});
  std::vector<ChainedEntry> entries;
  session_.Query(absl::StrCat("SELECT ", kColumns, " FROM audit_entries WHERE ", text.sql), text.values,
                 [&](const Row& row) { entries.push_back(ReadEntry(row)); });
  return entries;
}

}  // namespace nanolearn::mysql
