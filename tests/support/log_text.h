#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace nanolearn::testing {

// What the log says while this lives; nobody else sees it then.
class LogText {
 public:
  LogText();
  ~LogText();
  LogText(const LogText&) = delete;
  LogText& operator=(const LogText&) = delete;

  // Lines without time and level.
  std::string text() const;

 private:
  class Sink;
  const std::shared_ptr<Sink> sink_;
  const std::shared_ptr<spdlog::logger> before_;
};

}  // namespace nanolearn::testing
