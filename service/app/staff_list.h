#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/environment.h"
#include "service/base/short_hash.h"
#include "service/domain/organisation.h"
#include "service/domain/staff_columns.h"
#include "service/domain/staff_file_guard.h"
#include "service/domain/staff_keys.h"
#include "service/domain/staff_plan.h"
#include "service/domain/staff_row.h"
#include "service/domain/table_reader.h"

namespace nanolearn {

// The number that a key gets when several rows share it is left out: "A7#2" is "A7".
absl::string_view BaseKey(absl::string_view key);

// By which rows that share a key are found, as SourceTable keeps it: of the key of an engagement.
uint64_t StoredKeyHash(const LayeredKey& identity_key, absl::string_view source_key);

// A staff file beside the rows of its source's last list. Every row is recognised by a keyed hash of what
// stands in its mapped columns: those that are there again, wherever they stand, are not read further. What
// is read is every row that is new or otherwise, and with it all rows of the same people and the same keys,
// so that these can be planned by themselves. Memory grows with the rows of the file by some 60 bytes a row,
// and with what is read.
class StaffList {
 public:
  // What the words of a file mean. All of it outlives the list.
  struct Meaning {
    const StaffMapping& mapping;
    const StaffFileContext& context;
    std::string source;
    // Whatever else decides what a row means; rows read under another one are read again.
    std::string fingerprint;
  };

  StaffList(const Environment& env, const Organisation& organisation, LayeredKey identity_key, Meaning meaning);

  // Goes through the whole text, which must outlive the list. INVALID_ARGUMENT for what is no table at all
  // (NOT_A_TABLE) or lacks a column (MISSING_COLUMN). A file without a header is an empty list.
  absl::Status Scan(absl::string_view text);
  // Reads what is not the same as in the source's last list; all of it when `source_id` is kNoId.
  void Compare(const ReadTransaction& tx, Id source_id);

  // What the rows say that were read, and of each the hash of its key without a number.
  const std::vector<StatedEngagement>& stated() const { return stated_; }
  uint64_t KeyHashOf(const StatedEngagement& stated) const { return key_hashes_[&stated - stated_.data()]; }
  // Whether no source has ever named anybody.
  bool nobody_is_known() const { return nobody_is_known_; }
  // Who is named for the first time by any source.
  const std::vector<PersonIdentity>& new_people() const { return new_people_; }
  // The engagements of the last list that no other rows than those that were read could say again.
  const std::vector<Id>& engagements() const { return engagements_; }
  // Whether an unusable row is about it.
  bool IsRefused(const Engagement& engagement) const;

  bool has_header() const { return has_header_; }
  int rows() const { return static_cast<int>(marks_.size()); }
  size_t columns() const { return columns_ ? columns_->count() : 0; }
  const std::optional<CutOffRow>& cut_off() const { return cut_off_; }
  int unchanged() const { return unchanged_; }  // rows that were not read
  const Refusals& refusals() const { return refusals_; }
  std::vector<RowProblem> TakeProblems();  // by line

 private:
  struct Mark {
    ShortHash::Value hash;
    uint64_t key_hash;
    size_t offset;
    int line;
    bool is_read = false;
    Id engagement_id = kNoId;  // of the last list, which has the same row
    Id person_id = kNoId;
  };
  // What is known of a row beside its record.
  struct Origin {
    std::optional<ShortHash::Value> hash;  // none: it must be read again next time
    uint64_t key_hash;
    std::string identity;  // until the person is known
    Id person_id = kNoId;
  };

  absl::Status Open(absl::string_view text);
  void AddMark(const TableRow& row);
  void Match(const ReadTransaction& tx, Id source_id);
  void ReadUnread(SeenRows& seen);
  void Read(Mark& mark, SeenRows& seen);
  // Gives the rows that were read their people.
  void Recognise(const ReadTransaction& tx);
  // Marks what has become part of the question to be read, too. False when nothing has.
  bool Widen(const ReadTransaction& tx, Id source_id);
  void State();

  std::string IdentityOf(const std::string& personnummer, const std::string& person_key) const;
  uint64_t KeyHash(const TableRow& row) const;

  const Environment& env_;
  const Organisation& organisation_;
  const LayeredKey identity_key_;
  const Meaning meaning_;
  const ShortHash row_hash_;
  const ShortHash key_hash_;

  std::optional<TableReader> reader_;
  std::optional<StaffColumns> columns_;
  std::optional<StaffRowReader> row_reader_;
  std::optional<CutOffRow> cut_off_;
  bool has_header_ = false;
  bool nobody_is_known_ = false;
  int unchanged_ = 0;
  std::vector<Mark> marks_;

  StaffRows rows_;              // those that were read
  std::deque<Origin> origins_;  // of the same rows
  size_t recognised_ = 0;       // so many of them have their people
  size_t looked_up_ = 0;        // so many of them have been looked up by key
  std::vector<RefusedRow> refused_;
  Refusals refusals_;
  std::vector<RowProblem> problems_;
  std::vector<Id> engagements_;
  absl::flat_hash_map<std::string, Id> new_ids_;  // by identity
  absl::flat_hash_set<uint64_t> touched_keys_;
  absl::flat_hash_set<Id> touched_people_;
  absl::flat_hash_set<std::string> refused_keys_;
  absl::flat_hash_set<Id> refused_people_;

  std::vector<StatedEngagement> stated_;
  std::vector<uint64_t> key_hashes_;
  std::vector<PersonIdentity> new_people_;
};

}  // namespace nanolearn
