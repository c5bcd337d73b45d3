#pragma once

#include <atomic>
#include <limits>
#include <stdexcept>

#include "absl/status/status.h"
#include "service/storage/store.h"

namespace nanolearn::testing {

// A database that fails as it is told to, in front of a real one. Thread-safe.
class FaultyStore final : public Store {
 public:
  // What its exceptions say, and nobody may read.
  static constexpr char kSecret[] = "Kim Holm 19661208-9893";

  explicit FaultyStore(Store& store) : store_(store) {}

  // It lets so many transactions through and throws at each later one.
  void ThrowAfter(int transactions) { left_ = transactions; }
  // It cannot be written to.
  void RefuseWrites() { refuses_writes_ = true; }
  void Mend() {
    left_ = kForever;
    refuses_writes_ = false;
  }

  absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) override {
    Count();
    return store_.Read(body);
  }
  absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) override {
    Count();
    return refuses_writes_ ? absl::UnavailableError("the disk is full") : store_.Write(body);
  }
  absl::StatusOr<Info> GetInfo() override { return store_.GetInfo(); }

 private:
  static constexpr int kForever = std::numeric_limits<int>::max();

  void Count() {
    if (left_ != kForever && --left_ < 0) throw std::runtime_error(kSecret);
  }

  Store& store_;
  std::atomic<int> left_ = kForever;
  std::atomic<bool> refuses_writes_ = false;
};

}  // namespace nanolearn::testing
