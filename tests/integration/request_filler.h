#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/one_of_each.h"

namespace nanolearn::testing {

// Requests that get past their form: every field that names something has the name of something that is there, and
// every other field what its form asks for. A field that it does not know fails the test.
class RequestFiller {
 public:
  explicit RequestFiller(NamesByNoun names) : names_(std::move(names)) {}

  struct Filled {
    std::unique_ptr<google::protobuf::Message> request;
    bool names_something = false;  // of the organisation
  };
  // More than one where fields may not be given together, or one hides another.
  std::vector<Filled> RequestsOf(const google::protobuf::MethodDescriptor& method) const;

 private:
  NamesByNoun names_;
};

}  // namespace nanolearn::testing
