#pragma once
// What an erased person leaves in what is kept for other reasons. No I/O.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/base/id.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// So many rows of a kind were blanked or deleted.
struct ErasureCount {
  std::string kind;
  int64_t rows = 0;

  friend bool operator==(const ErasureCount&, const ErasureCount&) = default;
};

// "names=2 mails=3", and back; text of another form gives nothing.
std::string FormatErasureCounts(absl::Span<const ErasureCount> counts);
std::vector<ErasureCount> ParseErasureCounts(const std::string& text);

// What a list said that could not be used, and what it left open about these people, is taken out of the run: `words` are what was known
// of them. The lines, reasons and counts stay. Returns whether there was anything.
bool ScrubRun(SyncRun& run, absl::Span<const Id> people, absl::Span<const std::string> words);

}  // namespace nanolearn
