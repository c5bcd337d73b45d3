#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn::reports {

// What makes PDF of HTML: Debian's weasyprint, run as a child process that is given no environment of ours.
class PdfMaker {
 public:
  struct Options {
    std::string program;  // empty: weasyprint from $PATH
    absl::Duration patience = absl::Minutes(1);
  };
  explicit PdfMaker(Options options) : options_(std::move(options)) {}

  // `html` must hold all that it needs. FAILED_PRECONDITION, without details, when the program is not
  // installed; DEADLINE_EXCEEDED or INTERNAL when it does not make it. Blocks.
  absl::StatusOr<std::string> Make(absl::string_view html) const;

 private:
  Options options_;
};

}  // namespace nanolearn::reports
