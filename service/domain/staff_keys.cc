#include "service/domain/staff_keys.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

// After what the contract names, whatever else makes the order independent of that of the file.
bool ComesFirst(const StaffRow& a, const StaffRow& b) {
  const auto order = [](const StaffRow& r) {
    return std::tie(r.record.facts.period.from, r.unit->code, r.record.facts.role, r.record.personnummer,
                    r.record.person_key, r.record.facts.period.to);
  };
  return order(a) < order(b);
}

}  // namespace

size_t SeenRows::Hash::operator()(size_t i) const {
  const StaffRecord& r = (*rows)[i].record;
  return absl::HashOf(r.key, r.personnummer, r.person_key, r.facts.unit_id, r.facts.role,
                      r.facts.period.from);
}

bool SeenRows::Equal::operator()(size_t i, size_t j) const {
  return SaySame((*rows)[i].record, (*rows)[j].record);
}

SeenRows::SeenRows(const StaffRows& rows, size_t expected)
    : rows_(rows), seen_(0, Hash{&rows}, Equal{&rows}) {
  seen_.reserve(expected);
}

std::optional<int> SeenRows::AddLast() {
  const auto [earlier, is_new] = seen_.insert(rows_.size() - 1);
  if (is_new) return std::nullopt;
  return rows_[*earlier].record.line;
}

bool SaySame(const StaffRecord& a, const StaffRecord& b) {
  const auto fields = [](const StaffRecord& r) {
    return std::tie(r.key, r.personnummer, r.person_key, r.given_name, r.family_name, r.email, r.phone,
                    r.protected_identity, r.facts);
  };
  return fields(a) == fields(b);
}

void MakeKeysUnique(StaffRows& rows) {
  MakeKeysUnique(rows, [](absl::string_view) { return false; });
}

void MakeKeysUnique(StaffRows& rows, const std::function<bool(absl::string_view)>& is_taken) {
  absl::flat_hash_map<absl::string_view, absl::InlinedVector<StaffRow*, 1>> by_key;
  by_key.reserve(rows.size());
  for (StaffRow& row : rows) by_key[row.record.key].push_back(&row);
  // Renamed at the end only, since the map looks into the old keys.
  std::vector<std::pair<StaffRow*, std::string>> renamed;
  for (auto& [key, sharers] : by_key) {
    std::stable_sort(sharers.begin(), sharers.end(), [](auto* a, auto* b) { return ComesFirst(*a, *b); });
    int number = 1;
    for (size_t i = 1; i < sharers.size(); ++i) {
      std::string name;
      do name = absl::StrCat(key, "#", ++number);
      while (by_key.contains(name) || is_taken(name));
      renamed.emplace_back(sharers[i], std::move(name));
    }
  }
  for (auto& [row, name] : renamed) row->record.key = std::move(name);
}

}  // namespace nanolearn
