#include "service/domain/person.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace nanolearn {
namespace {

int DistanceOf(const AttributeVersion& version, Date day) {
  if (version.valid.Contains(day)) return 0;
  return version.valid.to <= day ? 1 : 2;
}

bool IsNearer(const AttributeVersion& a, const AttributeVersion& b, Date day) {
  const int distance_a = DistanceOf(a, day), distance_b = DistanceOf(b, day);
  if (distance_a != distance_b) return distance_a < distance_b;
  if (distance_a == 1) return a.valid.to > b.valid.to;
  return a.valid.from < b.valid.from;
}

// The nearest version of each source, in the order in which they are listened to.
std::vector<const AttributeVersion*> Speakers(absl::Span<const AttributeVersion> versions, Date day) {
  absl::flat_hash_map<Id, const AttributeVersion*> nearest;
  for (const AttributeVersion& version : versions) {
    if (version.valid.empty()) continue;
    const AttributeVersion*& best = nearest[version.source_id];
    if (!best || IsNearer(version, *best, day)) best = &version;
  }
  std::vector<const AttributeVersion*> speakers;
  for (const auto& [source, version] : nearest) speakers.push_back(version);
  std::sort(speakers.begin(), speakers.end(), [day](const auto* a, const auto* b) {
    if (DistanceOf(*a, day) != 0 || DistanceOf(*b, day) != 0) {
      if (IsNearer(*a, *b, day)) return true;
      if (IsNearer(*b, *a, day)) return false;
    }
    return a->source_id < b->source_id;
  });
  return speakers;
}

// Whether the last word of any source is that the identity is protected.
bool IsProtected(absl::Span<const AttributeVersion> versions) {
  absl::flat_hash_map<Id, const AttributeVersion*> last;
  for (const AttributeVersion& version : versions) {
    if (version.valid.empty()) continue;
    const AttributeVersion*& newest = last[version.source_id];
    if (!newest || version.valid.from >= newest->valid.from) newest = &version;
  }
  return std::any_of(last.begin(), last.end(),
                     [](const auto& entry) { return entry.second->attributes.protected_identity; });
}

bool HasName(const PersonAttributes& a) { return !a.given_name.empty() || !a.family_name.empty(); }
bool HasEmail(const PersonAttributes& a) { return !a.email.empty(); }
bool HasPhone(const PersonAttributes& a) { return !a.phone.empty(); }

}  // namespace

PersonAttributes ChooseAttributes(absl::Span<const AttributeVersion> versions,
                                  absl::Span<const Source> sources, Date day) {
  const std::vector<const AttributeVersion*> speakers = Speakers(versions, day);
  const auto is_preferred = [&](const AttributeVersion& version, PersonAttribute attribute) {
    return version.valid.Contains(day) &&
           std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
             return source.id == version.source_id && source.IsPreferredFor(attribute);
           });
  };
  // The first who has something to say, the preferred ones before the others.
  const auto listen = [&](PersonAttribute attribute, bool (*has)(const PersonAttributes&)) {
    const PersonAttributes* heard = nullptr;
    for (const AttributeVersion* version : speakers) {
      if (!has(version->attributes)) continue;
      if (is_preferred(*version, attribute)) return &version->attributes;
      if (!heard) heard = &version->attributes;
    }
    return heard;
  };
  PersonAttributes chosen{.protected_identity = IsProtected(versions)};
  if (const PersonAttributes* said = listen(PersonAttribute::kName, HasName)) {
    chosen.given_name = said->given_name;
    chosen.family_name = said->family_name;
  }
  if (const PersonAttributes* said = listen(PersonAttribute::kEmail, HasEmail)) chosen.email = said->email;
  if (const PersonAttributes* said = listen(PersonAttribute::kPhone, HasPhone)) chosen.phone = said->phone;
  return chosen;
}

}  // namespace nanolearn
