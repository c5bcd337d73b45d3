#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/directory_access.h"
#include "service/domain/scim/discovery.h"
#include "service/domain/scim/json.h"

namespace nanolearn {

// A resource with its id and meta; meta.location is for whoever knows the server's address.
struct DirectoryResource {
  scim::Json json;
  uint64_t version = 0;
};

struct DirectoryListQuery {
  std::string filter;              // empty: everybody
  int start_index = 1;             // of the first, from 1
  int count = scim::kMaxPageSize;  // 0: only the total
  bool with_members = true;        // of groups
};

struct DirectoryPage {
  int total = 0;
  int start_index = 1;
  std::vector<scim::Json> resources;
};

// The version that a change is to be of; nothing: whatever it is.
using ExpectedVersion = std::optional<uint64_t>;

// What a directory provisions over SCIM: only for tokens of a source. Errors have a scimType where RFC 7644
// has one (scim/error.h). Every change of a user goes through the sync of its source. Thread-safe.
class DirectoryUsers {
 public:
  explicit DirectoryUsers(const Environment& env) : env_(env) {}

  absl::StatusOr<DirectoryResource> Create(const Caller& caller, scim::Json user);
  absl::StatusOr<DirectoryResource> Get(const Caller& caller, const std::string& id);
  absl::StatusOr<DirectoryPage> List(const Caller& caller, const DirectoryListQuery& query);
  absl::StatusOr<DirectoryResource> Replace(const Caller& caller, const std::string& id, scim::Json user,
                                            ExpectedVersion version);
  absl::StatusOr<DirectoryResource> Patch(const Caller& caller, const std::string& id,
                                          const scim::Json& patch, ExpectedVersion version);
  // The person and their history stay.
  absl::Status Delete(const Caller& caller, const std::string& id, ExpectedVersion version);

 private:
  Environment env_;
};

// Groups are kept and given back; nothing follows from them.
class DirectoryGroups {
 public:
  explicit DirectoryGroups(const Environment& env) : env_(env) {}

  absl::StatusOr<DirectoryResource> Create(const Caller& caller, scim::Json group);
  absl::StatusOr<DirectoryResource> Get(const Caller& caller, const std::string& id, bool with_members);
  absl::StatusOr<DirectoryPage> List(const Caller& caller, const DirectoryListQuery& query);
  absl::StatusOr<DirectoryResource> Replace(const Caller& caller, const std::string& id, scim::Json group,
                                            ExpectedVersion version);
  absl::Status Patch(const Caller& caller, const std::string& id, const scim::Json& patch,
                     ExpectedVersion version);
  absl::Status Delete(const Caller& caller, const std::string& id, ExpectedVersion version);

 private:
  Environment env_;
};

}  // namespace nanolearn
