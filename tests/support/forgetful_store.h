#pragma once

#include "service/storage/store.h"

namespace nanolearn::testing {

// A database that never tells that it has committed, so that each transaction is run again.
class ForgetfulStore final : public Store {
 public:
  explicit ForgetfulStore(Store& store) : store_(store) {}
  absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) override {
    return store_.Read(body);
  }
  absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) override {
    const absl::Status first = store_.Write(body);
    return first.ok() ? store_.Write(body) : first;
  }
  absl::StatusOr<Info> GetInfo() override { return store_.GetInfo(); }

 private:
  Store& store_;
};

}  // namespace nanolearn::testing
