#pragma once

#include "absl/status/statusor.h"
#include "service/app/environment.h"
#include "service/domain/organisation.h"

namespace nanolearn {

// What keeps assignments right while time passes and things are completed. Each call is one transaction under
// the roster's lock, so that any number of servers can share the work. Thread-safe.
class Upkeep {
 public:
  explicit Upkeep(const Environment& env) : env_(env) {}

  // Plans some of the people on the planning queue anew; returns how many.
  absl::StatusOr<int> PlanQueued(const Organisation& organisation);
  // Programmes whose assignments have not been made far enough ahead get more of them: puts their people on
  // the queue. Returns how many programmes.
  absl::StatusOr<int> ExtendPlans(const Organisation& organisation);

 private:
  Environment env_;
};

// Plans everybody who is on the planning queue; returns how many. Whatever is left when it fails is planned
// by the job.
absl::StatusOr<int> FinishPlanning(const Environment& env, const Organisation& organisation);

}  // namespace nanolearn
