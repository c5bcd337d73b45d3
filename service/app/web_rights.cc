#include "service/app/web_rights.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/app/person_viewer.h"
#include "service/app/reporting_lines.h"
#include "service/base/limits.h"
#include "service/domain/fold_case.h"

namespace nanolearn {
namespace {

Caller CallerFor(const Organisation& organisation, const std::string& email, Role role, AuditActor actor) {
  // What they decide is signed with it, where there is room for no more.
  return {.token = {.organisation_id = organisation.id,
                    .display_name = FirstBytes(email, limits::kMaxDisplayNameBytes),
                    .role = role},
          .origin = {.actor = actor},
          .organisation = organisation.slug};
}

// A source may name somebody with an address that is not theirs: it must be the one that holds of them today.
Id PersonWith(const ReadTransaction& tx, Id organisation_id, const std::string& email, Date day) {
  if (email.empty()) return kNoId;  // which many have
  std::set<Id> named;
  for (const AttributeVersion& version : tx.people().CurrentByEmail(organisation_id, {email})) {
    const Id keeper = MergedInto(tx, organisation_id, version.person_id);
    named.insert(keeper == kNoId ? version.person_id : keeper);
  }
  std::vector<Person> people =
      tx.people().FindAll(organisation_id, std::vector<Id>(named.begin(), named.end()), day);
  std::erase_if(
      people, [&](const Person& person) { return !absl::EqualsIgnoreCase(person.attributes.email, email); });
  return people.size() == 1 ? people.front().id : kNoId;
}

class RightsReader {
 public:
  RightsReader(const Organisation& organisation, const std::string& email, const UnitTree& tree)
      : organisation_(organisation), email_(email), tree_(tree) {}

  void AddGrant(const AccessGrant& grant) {
    if (grant.role == Role::kService) return;
    const AuditActor actor = {AuditActorType::kGrant, grant.id};
    if (grant.unit_id != kNoId) {
      const int node = tree_.NodeOf(grant.unit_id);
      // A unit that is gone counts in the one above it, which the grant must not open.
      if (node >= 0 && tree_.nodes()[node].unit->unit_id == grant.unit_id) AddUnit(node, grant.role, kNoId, actor);
    } else if (grant.role != Role::kManager) {
      rights_.callers.push_back(CallerFor(organisation_, email_, grant.role, actor));
    } else {
      const auto& nodes = tree_.nodes();
      for (int node = 0; node < static_cast<int>(nodes.size()); node = nodes[node].end) {
        AddUnit(node, grant.role, kNoId, actor);
      }
    }
  }

  void AddManager(const ReadTransaction& tx, Id person_id, Date day) {
    rights_.person_id = person_id;
    if (person_id == kNoId) return;
    const std::vector<int> nodes = UnitsOfManager(tx, organisation_.id, person_id, tree_, day);
    const AuditActor actor = {AuditActorType::kPerson, person_id};
    for (const int node : nodes) AddUnit(node, Role::kManager, person_id, actor);
    if (nodes.empty()) return;
    rights_.manager = CallerFor(organisation_, email_, Role::kManager, actor);
    rights_.manager->manager_id = person_id;
  }

  WebRights Take() { return std::move(rights_); }

 private:
  // What a grant gives already stays: it sees more than the roster gives.
  void AddUnit(int node, Role role, Id manager_id, AuditActor actor) {
    const UnitVersion& unit = *tree_.nodes()[node].unit;
    const bool known = std::any_of(rights_.units.begin(), rights_.units.end(), [&](const ManagedUnit& u) {
      return u.code == unit.code && (manager_id != kNoId || u.caller.token.role == role);
    });
    if (known) return;
    Caller caller = CallerFor(organisation_, email_, role, actor);
    caller.token.unit_id = unit.unit_id;
    caller.manager_id = manager_id;
    rights_.units.push_back({unit.code, unit.name, caller});
  }

  const Organisation& organisation_;
  const std::string& email_;
  const UnitTree& tree_;
  WebRights rights_;
};

void SetOrigin(Caller& caller, const std::string& address) {
  caller.origin.channel = AuditChannel::kHttp;
  caller.origin.address = address;
}

}  // namespace

void WebRights::SetAddress(const std::string& address) {
  for (ManagedUnit& unit : units) SetOrigin(unit.caller, address);
  for (Caller& caller : callers) SetOrigin(caller, address);
  if (manager) SetOrigin(*manager, address);
}

WebRights RightsOf(const ReadTransaction& tx, const Organisation& organisation, const std::string& email,
                   UnitTrees& trees, absl::Time now) {
  const std::string address = absl::AsciiStrToLower(email);
  const Date today = DayOf(now, ZoneOf(organisation));
  const auto tree = trees.On(tx, organisation, today);
  RightsReader reader(organisation, address, tree->tree());
  for (const AccessGrant& grant : tx.grants().OfEmail(organisation.id, address)) {
    if (grant.ValidAt(now)) reader.AddGrant(grant);
  }
  reader.AddManager(tx, PersonWith(tx, organisation.id, address, today), today);
  return reader.Take();
}

}  // namespace nanolearn
