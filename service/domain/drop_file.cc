#include "service/domain/drop_file.h"

#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn {
namespace {

constexpr std::array<absl::string_view, 4> kComing = {".part", ".tmp", ".filepart", ".crdownload"};
constexpr size_t kMaxNameBytes = 180;  // of 255
constexpr size_t kDayBytes = 10;

// Never in the middle of a character, and with its extension.
std::string Cut(absl::string_view name) {
  if (name.size() <= kMaxNameBytes) return std::string(name);
  const size_t dot = name.rfind('.');
  const bool has_extension = dot != absl::string_view::npos && name.size() - dot <= 10;
  const absl::string_view extension = has_extension ? name.substr(dot) : "";
  size_t end = kMaxNameBytes - extension.size();
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(name.substr(0, end), extension);
}

}  // namespace

bool IsDelivered(absl::string_view name) {
  if (name.empty() || name.front() == '.') return false;
  for (const absl::string_view suffix : kComing) {
    if (absl::EndsWithIgnoreCase(name, suffix)) return false;
  }
  return true;
}

bool SettledFiles::See(const std::string& name, const DropFileStat& stat, absl::Time now) {
  const auto known = files_.find(name);
  const bool is_same = known != files_.end() && known->second.stat == stat;
  const File file{stat, is_same ? known->second.since : now};
  seen_[name] = file;
  return now - file.since >= settle_;
}

std::string FormatWorkName(const WorkName& name) {
  return absl::StrCat(FormatId(name.pickup), ".", FormatId(name.server), ".",
                      absl::ToUnixSeconds(name.claim_time), ".", Cut(name.name));
}

std::optional<WorkName> ParseWorkName(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('.', 3));
  if (parts.size() != 4) return std::nullopt;
  const std::optional<Id> pickup = ParseId(parts[0]), server = ParseId(parts[1]);
  int64_t seconds = 0;
  if (!pickup || !server || !absl::SimpleAtoi(parts[2], &seconds)) return std::nullopt;
  return WorkName{*pickup, *server, absl::FromUnixSeconds(seconds), std::string(parts[3])};
}

std::string FinishedName(absl::string_view name, absl::Time time, absl::TimeZone zone, int attempt) {
  return absl::StrCat(absl::FormatTime("%Y-%m-%d_%H%M%S", time, zone),
                      attempt == 1 ? "" : absl::StrCat("_", attempt), "_", Cut(name));
}

std::optional<absl::CivilDay> FinishedDay(absl::string_view name) {
  absl::CivilDay day;
  if (name.size() <= kDayBytes || name[kDayBytes] != '_') return std::nullopt;
  if (!absl::ParseCivilTime(name.substr(0, kDayBytes), &day)) return std::nullopt;
  return day;
}

}  // namespace nanolearn
