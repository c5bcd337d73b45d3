#pragma once

#include "service/storage/store.h"

namespace nanolearn {

// Makes operations read in a snapshot that is open already, so that what several of them answer fits
// together.
class SnapshotStore final : public Store {
 public:
  // `tx` must outlive the store. Used by one thread.
  explicit SnapshotStore(const ReadTransaction& tx) : tx_(tx) {}

  absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) override {
    return body(tx_);
  }
  absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)>) override {
    return absl::InternalError("a snapshot is only read");
  }
  absl::StatusOr<Info> GetInfo() override { return absl::InternalError("a snapshot has no information"); }

 private:
  const ReadTransaction& tx_;
};

}  // namespace nanolearn
