#include "service/storage/mysql/result_row.h"

#include "service/storage/mysql/driver.h"

namespace nanolearn::mysql {
namespace {

// The driver counts columns from 1.
constexpr uint32_t At(int column) { return static_cast<uint32_t>(column) + 1; }

}  // namespace

bool ResultRow::IsNull(int column) const {
  return Guarded("", [&] { return result_.isNull(At(column)); });
}

int64_t ResultRow::Int(int column) const {
  return Guarded("", [&] { return result_.getInt64(At(column)); });
}

Id ResultRow::GetId(int column) const {
  return Guarded("", [&] { return result_.getUInt64(At(column)); });
}

std::string ResultRow::Text(int column) const {
  return Guarded("", [&] { return result_.getString(At(column)).asStdString(); });
}

// Not ParseDate, which refuses kNoEnd.
Date ResultRow::Day(int column) const {
  const std::string text = Text(column);
  Date day;
  if (!absl::ParseCivilTime(text, &day)) throw DatabaseError(0, "what is stored is not a date");
  return day;
}

absl::Time ResultRow::Time(int column, absl::Time if_null) const {
  if (IsNull(column)) return if_null;
  const std::string text = Text(column);
  absl::Time time;
  std::string ignored;
  if (!absl::ParseTime("%Y-%m-%d %H:%M:%E*S", text, absl::UTCTimeZone(), &time, &ignored)) {
    throw DatabaseError(0, "what is stored is not a time");
  }
  return time;
}

}  // namespace nanolearn::mysql
