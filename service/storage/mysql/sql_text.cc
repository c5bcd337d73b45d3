#include "service/storage/mysql/sql_text.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {

void SqlText::Add(absl::string_view part, std::initializer_list<Value> bound) {
  absl::StrAppend(&sql, part);
  values.insert(values.end(), bound);
}

std::vector<Value> IdList(absl::Span<const Id> ids) {
  std::vector<Id> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return std::vector<Value>(sorted.begin(), sorted.end());
}

std::map<Id, std::string> SlugsIn(Session& session, absl::string_view table, Id organisation_id,
                                  absl::Span<const Id> ids) {
  std::map<Id, std::string> slugs;
  session.QueryIn(absl::StrCat("SELECT id, slug FROM ", table, " WHERE organisation_id = ? AND id IN (?*)"),
                  {organisation_id}, IdList(ids), {}, [&](const Row& row) { slugs[row.GetId(0)] = row.Text(1); });
  return slugs;
}

void QueryPage(Session& session, SqlText text, absl::Span<const Id> list, int limit,
               absl::FunctionRef<void(const Row&)> row) {
  if (list.empty()) {
    text.Add(" LIMIT ?", {int64_t{limit}});
    session.Query(text.sql, text.values, row);
  } else {
    text.Add(" LIMIT ?");
    session.QueryIn(text.sql, text.values, IdList(list), {int64_t{limit}}, row);
  }
}

}  // namespace nanolearn::mysql
