#pragma once
// Putting statements together from parts, and reading lists page by page.

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// The parts are constants: what comes from outside is only ever bound.
struct SqlText {
  std::string sql;
  std::vector<Value> values;

  void Add(absl::string_view part, std::initializer_list<Value> bound = {});
};

// Each id once, ascending: rows are then met in the order of the keys, by everybody alike.
std::vector<Value> IdList(absl::Span<const Id> ids);

// Runs `text` with a LIMIT added. Unless `list` is empty, the last parameter of `text` is "(?*)" for it. A
// long list is read in chunks with up to `limit` rows from each, so that KeepPage must follow.
void QueryPage(Session& session, SqlText text, absl::Span<const Id> list, int limit,
               absl::FunctionRef<void(const Row&)> row);

// The column `slug` of those of `ids` that are in `table`, whose key is the organisation and `id`.
std::map<Id, std::string> SlugsIn(Session& session, absl::string_view table, Id organisation_id, absl::Span<const Id> ids);

// Makes one page of the pages of several chunks: the first page of all rows holds nothing but rows of the
// chunks' first pages.
template <typename T, typename GetId>
void KeepPage(std::vector<T>& rows, int limit, GetId id_of) {
  std::sort(rows.begin(), rows.end(), [&](const T& a, const T& b) { return id_of(a) < id_of(b); });
  const auto same = [&](const T& a, const T& b) { return id_of(a) == id_of(b); };
  rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
  if (rows.size() > static_cast<size_t>(limit)) rows.erase(rows.begin() + limit, rows.end());
}

}  // namespace nanolearn::mysql
