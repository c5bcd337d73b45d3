#pragma once
// Answers to those who are signed in.

#include <string>

#include "absl/status/status.h"
#include "service/http/signed_in.h"

namespace nanolearn::http {

// What is not there, and what is not for the reader, is the same page; other errors say to try again.
Response RefusalPage(const absl::Status& status, const Visit& visit);

// A file to keep.
Response CsvFile(std::string content, const std::string& name);

using SignedInAnswer = Response (*)(Operations&, const Request&, const Visit&);

// Adds a route for somebody who is signed in and may open it, as the table of route_access.h says, which must have it.
void AddSignedIn(Router& router, Operations& operations, const char* method, const char* pattern,
                 SignedInAnswer answer);

}  // namespace nanolearn::http
