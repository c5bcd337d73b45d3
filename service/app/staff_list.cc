#include "service/app/staff_list.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr char kRowPurpose[] = "staff row", kKeyPurpose[] = "staff key";

template <typename T>
void AppendSized(absl::string_view field, T& text) {
  const uint32_t size = static_cast<uint32_t>(field.size());
  text.append(reinterpret_cast<const char*>(&size), sizeof size);
  text.append(field.data(), field.size());
}

}  // namespace

absl::string_view BaseKey(absl::string_view key) {
  const size_t mark = key.rfind('#');
  if (mark == absl::string_view::npos || mark + 1 == key.size()) return key;
  const absl::string_view number = key.substr(mark + 1);
  return std::all_of(number.begin(), number.end(), absl::ascii_isdigit) ? key.substr(0, mark) : key;
}

uint64_t StoredKeyHash(const LayeredKey& identity_key, absl::string_view source_key) {
  return ShortHash(identity_key.top(), kKeyPurpose).Number(BaseKey(source_key));
}

StaffList::StaffList(const Environment& env, const Organisation& organisation, LayeredKey identity_key,
                     Meaning meaning)
    : env_(env),
      organisation_(organisation),
      identity_key_(std::move(identity_key)),
      meaning_(std::move(meaning)),
      row_hash_(identity_key_.top(), kRowPurpose),
      key_hash_(identity_key_.top(), kKeyPurpose) {}

absl::Status StaffList::Scan(absl::string_view text) {
  RETURN_IF_ERROR(Open(text));
  if (!has_header_) return absl::OkStatus();
  TableRow row;
  while (reader_->Next(row)) {
    cut_off_ = reader_->CutOff(meaning_.mapping.last_line_may_lack_end);
    if (!cut_off_) AddMark(row);
  }
  // A last line of separators alone is no row.
  if (!cut_off_) cut_off_ = reader_->CutOff(meaning_.mapping.last_line_may_lack_end);
  return reader_->status();
}

absl::Status StaffList::Open(absl::string_view text) {
  absl::StatusOr<TableReader> reader = TableReader::Open(text, meaning_.mapping.separator);
  if (!reader.ok()) {
    if (DetailsOf(reader.status()).reason == "EMPTY_FILE") return absl::OkStatus();
    return reader.status();
  }
  reader_.emplace(*std::move(reader));
  ASSIGN_OR_RETURN(columns_,
                   StaffColumns::Find(reader_->header(), meaning_.mapping, meaning_.context.file_name));
  row_reader_.emplace(*columns_, meaning_.mapping, meaning_.context);
  has_header_ = true;
  return absl::OkStatus();
}

void StaffList::AddMark(const TableRow& row) {
  std::string text = meaning_.fingerprint;
  for (const auto& [field, heading] : meaning_.mapping.columns)
    AppendSized(columns_->Value(row, field), text);
  // A row with too few fields is another than one whose last fields are empty.
  if (row.fields.size() != columns_->count()) absl::StrAppend(&text, row.fields.size());
  Mark& mark = marks_.emplace_back();
  mark.hash = row_hash_(text);
  mark.key_hash = KeyHash(row);
  mark.offset = reader_->row_offset();
  mark.line = row.line;
}

// Rows that share a key share this. The key of a row without one is made of these fields.
uint64_t StaffList::KeyHash(const TableRow& row) const {
  const absl::string_view key = columns_->Value(row, StaffField::kKey);
  std::string text(BaseKey(key));
  if (key.empty()) {
    for (const StaffField field : {StaffField::kPersonnummer, StaffField::kPersonKey, StaffField::kUnit,
                                   StaffField::kRole, StaffField::kFrom}) {
      AppendSized(columns_->Value(row, field), text);
    }
  }
  return key_hash_.Number(text);
}

void StaffList::Compare(const ReadTransaction& tx, Id source_id) {
  if (source_id != kNoId) Match(tx, source_id);
  nobody_is_known_ = !tx.people().HasIdentities(organisation_.id);
  SeenRows seen(rows_, source_id == kNoId ? marks_.size() : 0);
  do {
    ReadUnread(seen);
    Recognise(tx);
  } while (source_id != kNoId && Widen(tx, source_id));
  for (const Mark& mark : marks_) unchanged_ += !mark.is_read;
  MakeKeysUnique(rows_);
  State();
}

// A row that is there twice is read: only one of the two can be said by an engagement.
void StaffList::Match(const ReadTransaction& tx, Id source_id) {
  absl::flat_hash_map<ShortHash::Value, size_t> by_hash;
  by_hash.reserve(marks_.size());
  absl::flat_hash_set<ShortHash::Value> twice;
  for (size_t i = 0; i < marks_.size(); ++i) {
    if (!by_hash.try_emplace(marks_[i].hash, i).second) twice.insert(marks_[i].hash);
  }
  tx.sources().ForEachRow(organisation_.id, source_id, [&](const SourceRow& row) {
    ShortHash::Value hash;
    const bool has_hash = row.hash.size() == hash.size();
    if (has_hash) std::memcpy(hash.data(), row.hash.data(), hash.size());
    const auto found = has_hash && !twice.contains(hash) ? by_hash.find(hash) : by_hash.end();
    if (found != by_hash.end() && marks_[found->second].engagement_id == kNoId) {
      marks_[found->second].engagement_id = row.engagement_id;
      marks_[found->second].person_id = row.person_id;
      return;
    }
    engagements_.push_back(row.engagement_id);
    touched_keys_.insert(row.key_hash);
    touched_people_.insert(row.person_id);
  });
}

void StaffList::ReadUnread(SeenRows& seen) {
  for (Mark& mark : marks_) {
    if (!mark.is_read && mark.engagement_id == kNoId) Read(mark, seen);
  }
}

void StaffList::Read(Mark& mark, SeenRows& seen) {
  mark.is_read = true;
  touched_keys_.insert(mark.key_hash);
  TableRow row;
  if (!reader_->ReadAt(mark.offset, mark.line, row)) return;
  const size_t problems_before = problems_.size();
  std::optional<StaffRow> read = row_reader_->Read(row, problems_);
  if (!read) {
    refusals_.Add(problems_.back());
    refused_.push_back(row_reader_->Identify(row));
    return;
  }
  const bool has_warnings = problems_.size() > problems_before;
  rows_.push_back(*std::move(read));
  if (const std::optional<int> earlier = seen.AddLast()) {
    rows_.pop_back();
    problems_.resize(problems_before);  // the earlier row has the same ones
    problems_.push_back(
        row_reader_->Problem(RowProblem::Severity::kWarning, mark.line, "DUPLICATE_ROW",
                             absl::StrCat("The row says the same as line ", *earlier, "; it is used once.")));
    return;
  }
  const StaffRecord& record = rows_.back().record;
  origins_.push_back({has_warnings ? std::nullopt : std::make_optional(mark.hash), mark.key_hash,
                      IdentityOf(record.personnummer, record.person_key)});
}

void StaffList::Recognise(const ReadTransaction& tx) {
  std::vector<std::string> hashes;
  for (size_t i = recognised_; i < origins_.size(); ++i) hashes.push_back(origins_[i].identity);
  std::vector<std::string> refused_hashes;
  for (const RefusedRow& row : refused_) {
    if (!row.key.empty()) refused_keys_.insert(std::string(BaseKey(row.key)));
    if (row.personnummer.empty() && row.person_key.empty()) continue;
    refused_hashes.push_back(IdentityOf(row.personnummer, row.person_key));
  }
  refused_.clear();
  for (const auto& [hash, person] : tx.people().FindByIdentity(organisation_.id, refused_hashes)) {
    refused_people_.insert(person);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  // The first list of all: looking for a million people whom nobody knows takes its time.
  if (nobody_is_known_) hashes.clear();
  const auto known = tx.people().FindByIdentity(organisation_.id, hashes);
  for (; recognised_ < origins_.size(); ++recognised_) {
    Origin& origin = origins_[recognised_];
    if (const auto found = known.find(origin.identity); found != known.end()) {
      origin.person_id = found->second;
      touched_people_.insert(origin.person_id);
    } else {
      const auto [it, is_new] = new_ids_.try_emplace(std::move(origin.identity), kNoId);
      if (is_new) it->second = env_.ids.Next();
      origin.person_id = it->second;
    }
    origin.identity = {};
  }
}

bool StaffList::Widen(const ReadTransaction& tx, Id source_id) {
  std::vector<std::string> keys;
  for (; looked_up_ < rows_.size(); ++looked_up_) keys.push_back(rows_[looked_up_].record.key);
  absl::flat_hash_set<Id> same_key;
  for (const Engagement& engagement : tx.engagements().CurrentByKeys(organisation_.id, source_id, keys)) {
    same_key.insert(engagement.id);
  }
  bool widened = false;
  for (Mark& mark : marks_) {
    if (mark.engagement_id == kNoId) continue;
    if (!touched_keys_.contains(mark.key_hash) && !touched_people_.contains(mark.person_id) &&
        !same_key.contains(mark.engagement_id)) {
      continue;
    }
    engagements_.push_back(mark.engagement_id);
    touched_people_.insert(mark.person_id);
    mark.engagement_id = kNoId;
    widened = true;
  }
  return widened;
}

// What was read goes from one form into the other, so that there is little of it twice.
void StaffList::State() {
  stated_.reserve(rows_.size());
  key_hashes_.reserve(rows_.size());
  for (; !rows_.empty(); rows_.pop_front(), origins_.pop_front()) {
    StaffRecord& record = rows_.front().record;
    const Origin& origin = origins_.front();
    StatedEngagement& stated = stated_.emplace_back();
    stated.person_id = origin.person_id;
    stated.source_key = std::move(record.key);
    stated.facts = std::move(record.facts);
    stated.attributes = {std::move(record.given_name), std::move(record.family_name), std::move(record.email),
                         std::move(record.phone), record.protected_identity};
    if (origin.hash) stated.row_hash.assign(origin.hash->data(), origin.hash->size());
    key_hashes_.push_back(origin.key_hash);
  }
  new_people_.reserve(new_ids_.size());
  for (const auto& [identity, id] : new_ids_) new_people_.push_back({identity, id});
  new_ids_ = {};
  std::sort(new_people_.begin(), new_people_.end(),
            [](const PersonIdentity& a, const PersonIdentity& b) { return a.person_id < b.person_id; });
}

bool StaffList::IsRefused(const Engagement& engagement) const {
  return refused_people_.contains(engagement.person_id) ||
         refused_keys_.contains(std::string(BaseKey(engagement.source_key)));
}

std::vector<RowProblem> StaffList::TakeProblems() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
  return std::move(problems_);
}

// The organisation is part of what is hashed: the same personnummer gives unrelated hashes in two
// organisations.
std::string StaffList::IdentityOf(const std::string& personnummer, const std::string& person_key) const {
  return personnummer.empty()
             ? identity_key_.Hash(absl::StrCat("source ", organisation_.id, " ", meaning_.source), person_key)
             : identity_key_.Hash(absl::StrCat("personnummer ", organisation_.id), personnummer);
}

}  // namespace nanolearn
