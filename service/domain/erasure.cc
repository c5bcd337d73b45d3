#include "service/domain/erasure.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/domain/fold_case.h"

namespace nanolearn {
namespace {

constexpr char kErased[] = "About somebody who has been erased since.";

// What was found may be the beginning of a word only. Rather too much is taken out than too little: the line is still named.
bool Tells(const std::string& found, absl::Span<const std::string> folded_words) {
  if (found.empty()) return false;
  const std::string folded = FoldCase(found);
  return std::any_of(folded_words.begin(), folded_words.end(), [&](const std::string& word) {
    return absl::StrContains(folded, word) || absl::StartsWith(word, folded);
  });
}

bool IsAbout(const SyncConflict& conflict, absl::Span<const Id> people) {
  return std::any_of(conflict.person_ids.begin(), conflict.person_ids.end(), [&](Id id) {
    return std::find(people.begin(), people.end(), id) != people.end();
  });
}

}  // namespace

std::string FormatErasureCounts(absl::Span<const ErasureCount> counts) {
  return absl::StrJoin(counts, " ", [](std::string* out, const ErasureCount& count) {
    absl::StrAppend(out, count.kind, "=", count.rows);
  });
}

std::vector<ErasureCount> ParseErasureCounts(const std::string& text) {
  std::vector<ErasureCount> counts;
  for (const absl::string_view part : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> pair = absl::StrSplit(part, absl::MaxSplits('=', 1));
    ErasureCount count{pair.first};
    if (!absl::SimpleAtoi(pair.second, &count.rows)) return {};
    counts.push_back(std::move(count));
  }
  return counts;
}

bool ScrubRun(SyncRun& run, absl::Span<const Id> people, absl::Span<const std::string> words) {
  std::vector<std::string> folded;
  for (const std::string& word : words) {
    if (!word.empty()) folded.push_back(FoldCase(word));
  }
  bool any = false;
  for (RowProblem& problem : run.problems) {
    if (!Tells(problem.found, folded)) continue;
    problem.found.clear();
    any = true;
  }
  for (SyncConflict& conflict : run.conflicts) {
    if (!IsAbout(conflict, people) || conflict.message == kErased) continue;
    conflict.message = kErased;
    any = true;
  }
  return any;
}

}  // namespace nanolearn
