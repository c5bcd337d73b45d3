#pragma once

#include <utility>

#include "absl/strings/string_view.h"
#include "service/storage/lesson_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlLessonTable final : public LessonTable {
 public:
  // `session` must outlive the table.
  explicit MysqlLessonTable(Session& session) : session_(session) {}

  std::optional<LessonProgress> Find(Id organisation_id, Id assignment_id) const override;
  std::optional<LessonProgress> Lock(Id organisation_id, Id assignment_id) override;
  void Put(Id organisation_id, const LessonProgress& progress) override;
  std::vector<Id> Begun(Id organisation_id, absl::Span<const Id> assignment_ids) const override;
  int Clear(absl::Time done_before, absl::Time idle_since) override;

 private:
  std::optional<LessonProgress> Select(Id organisation_id, Id assignment_id, absl::string_view lock) const;
  int ClearFound(const std::string& select, absl::Time untouched_since);

  Session& session_;
  // What Lock has not found, as organisation and assignment.
  std::pair<Id, Id> missing_ = {kNoId, kNoId};
};

}  // namespace nanolearn::mysql
