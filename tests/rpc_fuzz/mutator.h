#pragma once

#include <google/protobuf/message.h>

#include <random>
#include <string>
#include <vector>

namespace nanolearn::testing {

// Fills messages with what might be meant and with what nobody can have meant.
class Mutator {
 public:
  // `names` are of things that are there.
  Mutator(unsigned seed, std::vector<std::string> names) : random_(seed), names_(std::move(names)) {}

  void Fill(google::protobuf::Message& message, int depth = 0);
  // The message as bytes, sometimes with some of them changed.
  std::string Bytes(const google::protobuf::Message& message);

  size_t Below(size_t limit) { return random_() % limit; }

 private:
  bool Chance(int percent) { return Below(100) < static_cast<size_t>(percent); }
  std::string Text(const std::string& field);
  int64_t Number();
  void FillField(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field, int depth);
  void FillText(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);
  void FillNumber(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);

  std::mt19937_64 random_;
  const std::vector<std::string> names_;
};

}  // namespace nanolearn::testing
