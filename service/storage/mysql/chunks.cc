#include "service/storage/mysql/chunks.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace nanolearn::mysql {
namespace {

constexpr int kInsertSizes[] = {256, 128, 64, 32, 16, 8, 4, 2};
constexpr int kListSizes[] = {1, 4, 16, 64, 256};
constexpr int kLargestList = 1024;

}  // namespace

int InsertSize(size_t remaining) {
  for (const int size : kInsertSizes) {
    if (static_cast<size_t>(size) <= remaining) return size;
  }
  return 1;
}

int ListSize(size_t remaining) {
  for (const int size : kListSizes) {
    if (static_cast<size_t>(size) >= remaining) return size;
  }
  return kLargestList;
}

std::string RowPlaceholders(int rows, int columns) {
  std::string row = "(?";
  for (int i = 1; i < columns; ++i) row += ",?";
  row += ')';
  std::string all = row;
  all.reserve((row.size() + 1) * rows);
  for (int i = 1; i < rows; ++i) absl::StrAppend(&all, ",", row);
  return all;
}

std::string WithList(absl::string_view sql, int size) {
  return absl::StrReplaceAll(sql, {{"(?*)", RowPlaceholders(1, size)}});
}

}  // namespace nanolearn::mysql
