#pragma once
// What a request is about, for the audit: found by the names of the API's fields, which are the same in all messages.

#include <google/protobuf/message.h>

#include <string>

#include "service/base/id.h"

namespace nanolearn::rpc {

struct CallSubject {
  std::string resource;  // "organisations/alvnas/people/0c5q...": the request's `name`, `parent` or `organisation`, also of a message in it
  Id person_id = kNoId;  // when it is about one
  std::string person;    // as the request calls them: a name, an address or SOURCE:KEY
  std::string request_id;
};

CallSubject SubjectOf(const google::protobuf::Message& request);

// Whether it asks what would be done.
bool IsDryRun(const google::protobuf::Message& request);

// All that a request asks for, the same for each page of a list.
std::string QueryIn(const google::protobuf::Message& request);

// How many there are in a list's answer; -1 for an answer that is no list.
int CountIn(const google::protobuf::Message& response);

}  // namespace nanolearn::rpc
