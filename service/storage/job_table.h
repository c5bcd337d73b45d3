#pragma once

#include <vector>

#include "service/domain/job.h"

namespace nanolearn {

// What the servers of the installation do by themselves.
class JobTable {
 public:
  virtual ~JobTable() = default;
  // By name.
  virtual std::vector<Job> List() const = 0;
  // Writes how it went; a job that had nothing to do leaves the last work and its result as they were.
  virtual void Put(const Job& job) = 0;
};

}  // namespace nanolearn
