#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace nanolearn::oidc {

// How many may wait for providers at the same time: whoever does holds a worker that others need too, so that one that does not answer, or
// some of them, leave workers to everybody else. Thread-safe.
class Turns {
 public:
  Turns(int of_one, int of_all) : of_one_(of_one), of_all_(of_all) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // While it lives somebody waits. The turns outlive it.
  class Turn {
   public:
    Turn(Turns& turns, std::string issuer) : turns_(&turns), issuer_(std::move(issuer)) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)), issuer_(std::move(other.issuer_)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_) turns_->End(issuer_);
    }

   private:
    Turns* turns_;
    std::string issuer_;
  };
  // Nothing when there are as many as may be.
  std::optional<Turn> Take(const std::string& issuer);

 private:
  void End(const std::string& issuer);

  const int of_one_, of_all_;
  std::mutex mutex_;  // for what follows
  std::map<std::string, int> waiting_;
  int all_ = 0;
};

}  // namespace nanolearn::oidc
