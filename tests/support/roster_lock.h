#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "service/storage/store.h"

namespace nanolearn::testing {

// While it lives, nobody else changes the organisation's roster.
class RosterLock {
 public:
  RosterLock(Store& store, const std::string& organisation)
      : thread_([this, &store, organisation] { Hold(store, organisation); }) {
    is_held_.wait(false);
  }
  ~RosterLock() {
    is_released_ = true;
    is_released_.notify_all();
    thread_.join();
  }

 private:
  void Hold(Store& store, const std::string& organisation) {
    Id id = kNoId;
    EXPECT_TRUE(store.Read([&](const ReadTransaction& tx) {
                       id = tx.organisations().Find(organisation)->id;
                       return absl::OkStatus();
                     }).ok());
    EXPECT_TRUE(store.Write([&](WriteTransaction& tx) {
                       tx.organisations().LockRoster(id);
                       is_held_ = true;
                       is_held_.notify_all();
                       is_released_.wait(false);
                       return absl::OkStatus();
                     }).ok());
  }

  std::atomic<bool> is_held_ = false, is_released_ = false;
  std::thread thread_;
};

}  // namespace nanolearn::testing
