#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace nanolearn::benchmarks {

// Lines for people and, at the end, JSON for programs.
class Figures {
 public:
  // `floor` 0: the value is a floor itself.
  void Add(const std::string& name, double value, const std::string& unit, double floor);
  // To a file; nothing for an empty path.
  void Write(const std::string& path) const;

 private:
  nlohmann::json json_ = nlohmann::json::array();
};

}  // namespace nanolearn::benchmarks
