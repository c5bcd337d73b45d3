#include "service/storage/mysql/person_traces.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/domain/fold_case.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

using Key = PersonTraces::Key;

class TraceReader {
 public:
  TraceReader(Session& session, Id organisation_id, absl::Span<const Id> people)
      : session_(session), organisation_id_(organisation_id), people_(people.begin(), people.end()) {}

  PersonTraces Read() {
    traces_.people.assign(people_.begin(), people_.end());
    traces_.assignments = Ids("SELECT id FROM assignments WHERE organisation_id = ? AND person_id IN (?*)");
    traces_.directory_users = Ids("SELECT id FROM directory_users WHERE organisation_id = ? AND person_id IN (?*)");
    ReadEngagements();
    ReadNames();
    DropAddressesOfOthers();
    DropKeysOfOthers();
    AddInactiveUsers();
    traces_.words.assign(words_.begin(), words_.end());
    for (const auto& [folded, spellings] : addresses_) {
      traces_.addresses.insert(traces_.addresses.end(), spellings.begin(), spellings.end());
    }
    traces_.keys.assign(keys_.begin(), keys_.end());
    return std::move(traces_);
  }

 private:
  std::vector<Value> People() const { return IdList(traces_.people); }

  std::vector<Id> Ids(const std::string& sql) const {
    std::vector<Id> ids;
    session_.QueryIn(sql, {organisation_id_}, People(), {}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  void AddWord(const std::string& word) {
    if (!word.empty()) words_.insert(word);
  }
  // Also as it is cut where it signs something.
  void AddAddress(const std::string& address) {
    if (address.empty()) return;
    AddWord(address);
    const std::string folded = FoldCase(address);
    addresses_[folded].insert({address, folded, FirstBytes(folded, limits::kMaxDisplayNameBytes)});
  }

  void ReadEngagements() {
    session_.QueryIn(
        "SELECT id, source_id, source_key, role FROM engagements WHERE organisation_id = ? AND person_id IN (?*)",
        {organisation_id_}, People(), {}, [&](const Row& row) {
          traces_.engagements.push_back(row.GetId(0));
          AddWord(row.Text(2));
          AddWord(row.Text(3));
          if (!row.Text(2).empty()) keys_.insert({row.GetId(1), row.Text(2)});
        });
  }

  void ReadNames() {
    session_.QueryIn(
        "SELECT given_name, family_name, phone, email FROM attribute_versions WHERE organisation_id = ? AND person_id IN (?*)",
        {organisation_id_}, People(), {}, [&](const Row& row) {
          for (const int column : {0, 1, 2}) AddWord(row.Text(column));
          AddAddress(row.Text(3));
        });
    session_.QueryIn(
        "SELECT unreachable_address FROM person_contacts WHERE organisation_id = ? AND person_id IN (?*)",
        {organisation_id_}, People(), {}, [&](const Row& row) { AddAddress(row.Text(0)); });
  }

  // What is known by an address alone may be about whoever else has it.
  void DropAddressesOfOthers() {
    std::vector<Value> all;
    for (const auto& [folded, spellings] : addresses_) all.emplace_back(folded);
    std::vector<std::string> others;
    session_.QueryIn("SELECT email, person_id FROM attribute_versions WHERE organisation_id = ? AND email IN (?*)",
                     {organisation_id_}, all, {}, [&](const Row& row) {
                       if (!people_.contains(row.GetId(1))) others.push_back(FoldCase(row.Text(0)));
                     });
    for (const std::string& address : others) addresses_.erase(address);
  }

  // Users of a directory who never were active, and so are known by an address alone.
  void AddInactiveUsers() {
    std::vector<Value> all;
    for (const auto& [folded, spellings] : addresses_) all.emplace_back(folded);
    for (const char* column : {"email_key", "user_name_key"}) {
      session_.QueryIn(absl::StrCat("SELECT id FROM directory_users WHERE organisation_id = ? AND person_id IS NULL AND ", column,
                                    " IN (?*)"),
                       {organisation_id_}, all, {},
                       [&](const Row& row) { traces_.directory_users.push_back(row.GetId(0)); });
    }
    std::vector<Id>& users = traces_.directory_users;
    std::sort(users.begin(), users.end());
    users.erase(std::unique(users.begin(), users.end()), users.end());
  }

  void DropKeysOfOthers() {
    std::map<Id, std::vector<Value>> by_source;
    for (const Key& key : keys_) by_source[key.source_id].emplace_back(key.key);
    for (const auto& [source_id, keys] : by_source) {
      std::vector<Key> others;
      session_.QueryIn(
          "SELECT source_key, person_id FROM engagements WHERE organisation_id = ? AND source_id = ? AND source_key IN (?*)",
          {organisation_id_, source_id}, keys, {}, [&, source = source_id](const Row& row) {
            if (!people_.contains(row.GetId(1))) others.push_back({source, row.Text(0)});
          });
      for (const Key& key : others) keys_.erase(key);
    }
  }

  Session& session_;
  const Id organisation_id_;
  const std::set<Id> people_;
  PersonTraces traces_;
  std::set<std::string> words_;
  std::map<std::string, std::set<std::string>> addresses_;  // by how they are in small letters: as they were written
  std::set<Key> keys_;
};

}  // namespace

PersonTraces ReadTraces(Session& session, Id organisation_id, absl::Span<const Id> people) {
  return TraceReader(session, organisation_id, people).Read();
}

}  // namespace nanolearn::mysql
