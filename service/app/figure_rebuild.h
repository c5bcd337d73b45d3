#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/app/environment.h"

namespace nanolearn {

// Makes an organisation's figures anew from the facts: after an upgrade from a release without figures, and
// when somebody asks for it. While it goes on, figures are not complete and FigureState says so. Thread-safe.
class FigureRebuild {
 public:
  explicit FigureRebuild(const Environment& env) : env_(env) {}

  struct Progress {
    bool done = false;
    int64_t people_left = 0;
  };
  // Forgets the figures; the server's job makes them again. The same request id again tells how far it is.
  absl::StatusOr<Progress> Start(const Caller& caller, const std::string& organisation,
                                 const std::string& request_id);

  // The organisations whose figures are to be made.
  absl::StatusOr<std::vector<Id>> Waiting();
  // Makes those of some people, those after `after`, which moves on, and starts again from kNoId when it has
  // been through. In the end the figures are ready: returns whether there is more to do.
  absl::StatusOr<bool> MakeSome(Id organisation_id, Id& after);

 private:
  Environment env_;
};

}  // namespace nanolearn
