#pragma once

#include <string>

#include "nanolearn/v1/person.pb.h"
#include "service/app/people.h"

namespace nanolearn::rpc {

// A person as the API says them. `organisation` is the slug.
v1::Person ToProto(const PersonView& view, const std::string& organisation);

}  // namespace nanolearn::rpc
