#include "service/app/person_lookup.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/app/person_viewer.h"
#include "service/base/error.h"
#include "service/domain/errors/privacy.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::Status NobodyIs(absl::string_view called, absl::string_view why) {
  return MakeError(absl::StatusCode::kNotFound, absl::StrCat("'", called, "' is nobody: ", why),
                   {.reason = "PERSON_NOT_FOUND"});
}

absl::Status SeveralAre(absl::string_view called, size_t count) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("'", called, "' is ", count, " people; name the one meant by their id or SOURCE:KEY"),
      {.reason = "PERSON_AMBIGUOUS"});
}

// The version that says whose the key is.
const Engagement& Meant(const std::vector<Engagement>& versions, std::optional<Date> day) {
  const auto rank = [&](const Engagement& e) {
    return std::tuple(day ? e.valid.Contains(*day) : e.is_current, e.valid.from, e.id);
  };
  return *std::max_element(versions.begin(), versions.end(),
                           [&](const Engagement& a, const Engagement& b) { return rank(a) < rank(b); });
}

class PeopleFinder {
 public:
  PeopleFinder(const ReadTransaction& tx, const Organisation& organisation)
      : tx_(tx), organisation_(organisation) {}

  std::vector<absl::StatusOr<Id>> Find(absl::Span<const std::string> called, absl::Span<const Date> days);

 private:
  void Load(absl::Span<const std::string> called);
  absl::flat_hash_map<Id, absl::Status> FindErased(absl::Span<const Id> ids) const;
  absl::StatusOr<Id> FindOne(const std::string& called, std::optional<Date> day) const;
  absl::StatusOr<Id> FindKey(const std::string& called, std::optional<Date> day) const;
  absl::StatusOr<Id> FindEmail(const std::string& called) const;

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  std::set<Id> known_;
  absl::flat_hash_map<std::string, absl::flat_hash_map<std::string, std::vector<Engagement>>>
      keys_;                                               // by source
  absl::flat_hash_map<std::string, std::set<Id>> emails_;  // in small letters
};

std::vector<absl::StatusOr<Id>> PeopleFinder::Find(absl::Span<const std::string> called,
                                                   absl::Span<const Date> days) {
  Load(called);
  std::vector<absl::StatusOr<Id>> found;
  std::vector<Id> ids;
  for (size_t i = 0; i < called.size(); ++i) {
    found.push_back(FindOne(called[i], days.empty() ? std::nullopt : std::optional(days[i])));
    if (found.back().ok()) ids.push_back(*found.back());
  }
  const absl::flat_hash_map<Id, Id> merged = MergedInto(tx_, organisation_.id, ids);
  const absl::flat_hash_map<Id, absl::Status> erased = FindErased(ids);
  for (absl::StatusOr<Id>& id : found) {
    if (!id.ok()) continue;
    if (const auto gone = erased.find(*id); gone != erased.end()) {
      id = gone->second;
    } else if (const auto keeper = merged.find(*id); keeper != merged.end()) {
      id = keeper->second;
    }
  }
  return found;
}

// Those who were merged are erased with whoever goes on.
absl::flat_hash_map<Id, absl::Status> PeopleFinder::FindErased(absl::Span<const Id> ids) const {
  absl::flat_hash_map<Id, absl::Status> erased;
  const std::vector<Id> gone = tx_.privacy().Erased(organisation_.id, ids);
  if (gone.empty()) return erased;
  for (const Person& person : tx_.people().FindAll(organisation_.id, gone, kFirstDate)) {
    erased[person.id] = CheckNotErased(organisation_, person);
  }
  return erased;
}

void PeopleFinder::Load(absl::Span<const std::string> called) {
  std::vector<Id> ids;
  std::vector<std::string> emails;
  absl::flat_hash_map<std::string, std::vector<std::string>> keys;
  for (const std::string& one : called) {
    if (const auto id = ParseId(one)) {
      ids.push_back(*id);
    } else if (absl::StrContains(one, ":")) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(one, absl::MaxSplits(':', 1));
      keys[parts.first].push_back(parts.second);
    } else {
      emails.push_back(one);
    }
  }
  // The day does not matter: only whether they exist.
  for (const Person& person : tx_.people().FindAll(organisation_.id, ids, kFirstDate))
    known_.insert(person.id);
  for (const auto& [name, theirs] : keys) {
    const std::optional<Source> source = tx_.sources().Find(organisation_.id, name);
    if (!source) continue;
    auto& by_key = keys_[name];
    for (Engagement& e : tx_.engagements().VersionsByKeys(organisation_.id, source->id, theirs)) {
      by_key[e.source_key].push_back(std::move(e));
    }
  }
  for (const AttributeVersion& version : tx_.people().CurrentByEmail(organisation_.id, emails)) {
    emails_[absl::AsciiStrToLower(version.attributes.email)].insert(version.person_id);
  }
}

absl::StatusOr<Id> PeopleFinder::FindOne(const std::string& called, std::optional<Date> day) const {
  if (const auto id = ParseId(called)) {
    if (known_.contains(*id)) return *id;
    return NobodyIs(called, "there is no person with this id");
  }
  if (absl::StrContains(called, ":")) return FindKey(called, day);
  if (absl::StrContains(called, "@")) return FindEmail(called);
  return NobodyIs(called, "write a person's id, an e-mail address, or SOURCE:KEY");
}

absl::StatusOr<Id> PeopleFinder::FindKey(const std::string& called, std::optional<Date> day) const {
  const std::pair<std::string, std::string> parts = absl::StrSplit(called, absl::MaxSplits(':', 1));
  const auto& [source, key] = parts;
  const auto by_key = keys_.find(source);
  if (by_key == keys_.end()) return NobodyIs(called, absl::StrCat("there is no source '", source, "'"));
  const auto versions = by_key->second.find(key);
  if (versions != by_key->second.end()) return Meant(versions->second, day).person_id;
  return NobodyIs(called,
                  absl::StrCat("the source '", source, "' has never named an engagement with this key"));
}

absl::StatusOr<Id> PeopleFinder::FindEmail(const std::string& called) const {
  const auto people = emails_.find(absl::AsciiStrToLower(called));
  if (people == emails_.end()) return NobodyIs(called, "no source names anybody with this address now");
  if (people->second.size() > 1) return SeveralAre(called, people->second.size());
  return *people->second.begin();
}

}  // namespace

std::vector<absl::StatusOr<Id>> FindPeople(const ReadTransaction& tx, const Organisation& organisation,
                                           absl::Span<const std::string> called,
                                           absl::Span<const Date> days) {
  std::vector<std::string> trimmed;
  const std::string prefix = absl::StrCat("organisations/", organisation.slug, "/people/");
  for (const std::string& one : called) {
    trimmed.emplace_back(absl::StripPrefix(absl::StripAsciiWhitespace(one), prefix));
  }
  return PeopleFinder(tx, organisation).Find(trimmed, days);
}

absl::Status CheckNotErased(const Organisation& organisation, const Person& person) {
  if (person.erase_time == absl::InfiniteFuture()) return absl::OkStatus();
  return errors::PersonErased(ResourceName(organisation.slug, "people", person.id), person.erase_time);
}

}  // namespace nanolearn
