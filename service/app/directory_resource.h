#pragma once
// From what is stored of a directory to what is answered.

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "service/app/audit.h"
#include "service/app/directory.h"
#include "service/domain/scim/filter.h"
#include "service/storage/directory_table.h"

namespace nanolearn {

DirectoryResource ResourceOf(const DirectoryUser& user);
// Without its members.
DirectoryResource ResourceOf(const DirectoryGroup& group);
// What is written down of a change; `action`: "CreateDirectoryUser", ...
AuditEvent EventOf(absl::string_view action, const Organisation& organisation, const DirectoryUser& user);
AuditEvent EventOf(absl::string_view action, const Organisation& organisation, const DirectoryGroup& group);
void AddMembers(absl::Span<const Id> user_ids, scim::Json& group);

// ABORTED unless it is the version that was expected.
absl::Status CheckVersion(ExpectedVersion expected, uint64_t version);

// What of a filter the database can look up.
struct DirectoryLookup {
  DirectoryKey key = DirectoryKey::kNothing;
  std::string value;
};
DirectoryLookup UserLookup(const scim::Filter& filter);
DirectoryLookup GroupLookup(const scim::Filter& filter);

// The page of those that fit. `next` gives up to `query.limit` resources after `query.after`, with their ids.
struct Candidate {
  Id id = kNoId;
  scim::Json json;
};
DirectoryPage FindPage(const scim::Filter& filter, const DirectoryListQuery& asked, DirectoryQuery query,
                       absl::FunctionRef<std::vector<Candidate>(const DirectoryQuery&)> next);

// As the table keeps what is found without regard to case.
std::string KeyOf(absl::string_view text);

}  // namespace nanolearn
