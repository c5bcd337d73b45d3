#include "service/app/sync_conflicts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/person_viewer.h"
#include "service/base/limits.h"

namespace nanolearn {
namespace {

void FindTakenKeys(const StaffPlan& plan, std::vector<SyncConflict>& conflicts) {
  for (const StaffPlan::Same& taken : plan.taken_over) {
    conflicts.push_back({"KEY_TAKEN_OVER",
                         {taken.engagement->person_id, taken.now->person_id},
                         absl::StrCat("The key ", taken.engagement->source_key,
                                      " was one person's and is now another's. The first one's engagement "
                                      "ends, and the other's begins; nothing goes over from one to the "
                                      "other.")});
    if (conflicts.size() >= limits::kMaxSyncConflicts) return;
  }
}

// An address with one who has it.
using Owner = std::pair<absl::string_view, Id>;

// The addresses that are said now and were not before, by address. Points into the steps.
std::vector<Owner> NewAddresses(absl::Span<const AttributeStep> attributes) {
  std::vector<Owner> owners;
  for (const AttributeStep& step : attributes) {
    if (!step.now || step.is_protected || step.now->attributes.email.empty()) continue;
    if (step.old && step.old->attributes.email == step.now->attributes.email) continue;
    owners.emplace_back(step.now->attributes.email, step.person_id);
  }
  std::sort(owners.begin(), owners.end());
  return owners;
}

std::vector<std::string> AddressesOf(absl::Span<const Owner> owners) {
  std::vector<std::string> addresses;
  for (size_t i = 0; i < owners.size(); ++i) {
    if (i == 0 || owners[i].first != owners[i - 1].first) addresses.emplace_back(owners[i].first);
  }
  return addresses;
}

// Who has let go of an address in the same list.
bool HasLetGo(absl::Span<const AttributeStep> attributes, const AttributeVersion& version) {
  const auto step = std::lower_bound(attributes.begin(), attributes.end(), version.person_id,
                                     [](const AttributeStep& s, Id id) { return s.person_id < id; });
  return step != attributes.end() && step->person_id == version.person_id && step->old &&
         step->old->id == version.id &&
         (!step->now || step->now->attributes.email != version.attributes.email);
}

// Those who share an address, and those whose address was somebody else's before.
class Addresses {
 public:
  void AddNow(absl::string_view email, Id person) { now_[std::string(email)].insert(person); }
  void AddBefore(const AttributeVersion& version) {
    before_[version.attributes.email].insert(version.person_id);
  }

  void Find(std::vector<SyncConflict>& conflicts) const {
    for (const auto& [email, people] : now_) {
      if (conflicts.size() >= limits::kMaxSyncConflicts) return;
      const auto before = before_.find(email);
      if (people.size() > 1) {
        conflicts.push_back({"SHARED_EMAIL",
                             {people.begin(), people.end()},
                             absl::StrCat(people.size(), " people have the address ", email,
                                          ". They are different people and are kept apart.")});
      } else if (before != before_.end()) {
        std::vector<Id> all(before->second.begin(), before->second.end());
        all.insert(all.end(), people.begin(), people.end());
        conflicts.push_back({"EMAIL_MOVED", std::move(all),
                             absl::StrCat("The address ", email,
                                          " was another person's before. Nothing of the first person's goes "
                                          "over to the one who has it now.")});
      }
    }
  }

 private:
  std::map<std::string, std::set<Id>> now_, before_;
};

void FindSharedAddresses(const ReadTransaction& tx, Id organisation_id,
                         absl::Span<const AttributeStep> attributes, bool nobody_is_known,
                         std::vector<SyncConflict>& conflicts) {
  const std::vector<Owner> owners = NewAddresses(attributes);
  Addresses addresses;
  for (size_t i = 0; i < owners.size(); ++i) {
    const bool is_shared = (i > 0 && owners[i - 1].first == owners[i].first) ||
                           (i + 1 < owners.size() && owners[i + 1].first == owners[i].first);
    if (is_shared) addresses.AddNow(owners[i].first, owners[i].second);
  }
  std::vector<AttributeVersion> known;
  if (!nobody_is_known) known = tx.people().CurrentByEmail(organisation_id, AddressesOf(owners));
  for (const AttributeVersion& version : known) {
    if (version.attributes.protected_identity) continue;
    const auto first = std::lower_bound(owners.begin(), owners.end(), Owner(version.attributes.email, kNoId));
    const auto last = std::upper_bound(owners.begin(), owners.end(), Owner(version.attributes.email, ~kNoId));
    if (std::any_of(first, last, [&](const Owner& o) { return o.second == version.person_id; })) continue;
    for (auto owner = first; owner != last; ++owner) addresses.AddNow(owner->first, owner->second);
    if (HasLetGo(attributes, version)) {
      addresses.AddBefore(version);
    } else if (first != last) {
      addresses.AddNow(version.attributes.email, version.person_id);
    }
  }
  addresses.Find(conflicts);
}

// Whose identity any source protects, also of somebody who goes on for one of these people.
std::set<Id> ProtectedAmong(const ReadTransaction& tx, Id organisation_id, Date day, absl::Span<const Id> people) {
  const absl::flat_hash_map<Id, Id> merged = MergedInto(tx, organisation_id, people);
  const auto now_called = [&](Id id) {
    const auto found = merged.find(id);
    return found == merged.end() ? id : found->second;
  };
  std::vector<Id> called;
  for (const Id id : people) called.push_back(now_called(id));
  std::set<Id> hidden;
  for (const Person& person : tx.people().FindAll(organisation_id, called, day)) {
    if (person.attributes.protected_identity) hidden.insert(person.id);
  }
  for (const Id id : people) {
    if (hidden.contains(now_called(id))) hidden.insert(id);
  }
  return hidden;
}

// A department has others in it.
bool TellsThePlace(const SyncConflict& conflict) { return conflict.reason == "UNKNOWN_DEPARTMENT"; }

// An address, a key or a number, which is all that those have in common whom it is about.
bool TellsOfAll(const SyncConflict& conflict) {
  return !TellsThePlace(conflict) && conflict.reason != "EMPLOYEE_NUMBER_MOVED";
}

}  // namespace

void HideProtected(const ReadTransaction& tx, Id organisation_id, Date day, std::vector<SyncConflict>& conflicts) {
  std::vector<Id> people;
  for (const SyncConflict& conflict : conflicts) {
    people.insert(people.end(), conflict.person_ids.begin(), conflict.person_ids.end());
  }
  if (people.empty()) return;
  const std::set<Id> hidden = ProtectedAmong(tx, organisation_id, day, people);
  std::vector<SyncConflict> shown;
  const auto is_hidden = [&](Id id) { return hidden.contains(id); };
  for (SyncConflict& conflict : conflicts) {
    if (TellsOfAll(conflict) && absl::c_any_of(conflict.person_ids, is_hidden)) continue;
    if (TellsThePlace(conflict)) std::erase_if(conflict.person_ids, is_hidden);
    if (!conflict.person_ids.empty()) shown.push_back(std::move(conflict));
  }
  conflicts = std::move(shown);
}

std::vector<SyncConflict> FindConflicts(const ReadTransaction& tx, Id organisation_id, const StaffPlan& plan,
                                        absl::Span<const AttributeStep> attributes, bool nobody_is_known,
                                        Date day) {
  std::vector<SyncConflict> conflicts;
  FindTakenKeys(plan, conflicts);
  FindSharedAddresses(tx, organisation_id, attributes, nobody_is_known, conflicts);
  HideProtected(tx, organisation_id, day, conflicts);
  return conflicts;
}

}  // namespace nanolearn
