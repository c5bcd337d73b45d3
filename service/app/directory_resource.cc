#include "service/app/directory_resource.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/domain/fold_case.h"
#include "service/domain/resource_name.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/group_members.h"

namespace nanolearn {
namespace {

constexpr int kScanned = 500;  // read at a time by a filter that the database cannot look up
constexpr size_t kKeyBytes = 255;

std::string Instant(absl::Time time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

template <typename Row>
DirectoryResource WithMeta(const Row& row, absl::string_view type) {
  DirectoryResource resource{scim::Json::parse(row.resource, nullptr, false), row.version};
  resource.json["id"] = FormatId(row.id);
  resource.json["meta"] = {{"resourceType", std::string(type)},
                           {"created", Instant(row.create_time)},
                           {"lastModified", Instant(row.update_time)},
                           {"version", absl::StrCat("W/\"", row.version, "\"")}};
  return resource;
}

struct Known {
  absl::string_view attribute;
  DirectoryKey key;
  bool folds;
};

// In the order of how few each finds.
constexpr Known kUserKeys[] = {
    {"id", DirectoryKey::kId, false},
    {"userName", DirectoryKey::kUserName, true},
    {"externalId", DirectoryKey::kExternalId, false},
    {"emails[type eq \"work\"].value", DirectoryKey::kEmail, true},
    {"employeeNumber", DirectoryKey::kEmployeeNumber, false},
    {"displayName", DirectoryKey::kDisplayName, true},
    {"active", DirectoryKey::kActive, false},
};
constexpr Known kGroupKeys[] = {
    {"id", DirectoryKey::kId, false},
    {"externalId", DirectoryKey::kExternalId, false},
    {"displayName", DirectoryKey::kDisplayName, true},
};

DirectoryLookup LookupIn(absl::Span<const Known> keys, const scim::Filter& filter) {
  for (const Known& known : keys) {
    auto value = scim::RequiredText(filter, known.attribute);
    if (!value) continue;
    if (known.key == DirectoryKey::kActive) value = FoldCase(*value) == "true" ? "1" : "0";
    return {known.key, known.folds ? KeyOf(*value) : *std::move(value)};
  }
  return {};
}

}  // namespace

std::string KeyOf(absl::string_view text) { return FirstBytes(FoldCase(text), kKeyBytes); }

DirectoryResource ResourceOf(const DirectoryUser& user) { return WithMeta(user, "User"); }
DirectoryResource ResourceOf(const DirectoryGroup& group) { return WithMeta(group, "Group"); }

void AddMembers(absl::Span<const Id> user_ids, scim::Json& group) {
  scim::Json members = scim::Json::array();
  for (const Id id : user_ids) members.push_back(scim::MemberJson(id));
  group["members"] = std::move(members);
}

AuditEvent EventOf(absl::string_view action, const Organisation& organisation, const DirectoryUser& user) {
  return {.action = std::string(action),
          .resource = ResourceName(organisation.slug, "directoryUsers", user.id),
          .person_id = user.person_id,
          .details = {{"active", user.active ? "true" : "false"}, {"version", absl::StrCat(user.version)}}};
}

AuditEvent EventOf(absl::string_view action, const Organisation& organisation, const DirectoryGroup& group) {
  return {.action = std::string(action),
          .resource = ResourceName(organisation.slug, "directoryGroups", group.id),
          .details = {{"version", absl::StrCat(group.version)}}};
}

absl::Status CheckVersion(ExpectedVersion expected, uint64_t version) {
  return !expected || *expected == version ? absl::OkStatus() : scim::VersionMismatch();
}

DirectoryLookup UserLookup(const scim::Filter& filter) { return LookupIn(kUserKeys, filter); }
DirectoryLookup GroupLookup(const scim::Filter& filter) { return LookupIn(kGroupKeys, filter); }

DirectoryPage FindPage(const scim::Filter& filter, const DirectoryListQuery& asked, DirectoryQuery query,
                       absl::FunctionRef<std::vector<Candidate>(const DirectoryQuery&)> next) {
  DirectoryPage page{.start_index = asked.start_index};
  query.limit = kScanned;
  for (;;) {
    std::vector<Candidate> candidates = next(query);
    for (Candidate& candidate : candidates) {
      query.after = candidate.id;
      if (!scim::Matches(filter, candidate.json)) continue;
      ++page.total;
      const bool is_shown =
          page.total >= asked.start_index && page.resources.size() < static_cast<size_t>(asked.count);
      if (is_shown) page.resources.push_back(std::move(candidate.json));
    }
    if (candidates.size() < static_cast<size_t>(kScanned)) return page;
  }
}

}  // namespace nanolearn
