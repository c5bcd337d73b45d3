#include "service/domain/staff_replay.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_set.h"

namespace nanolearn {
namespace {

DateRange Within(const DateRange& range, const DateRange& days) {
  const DateRange common{std::max(range.from, days.from), std::min(range.to, days.to)};
  return common.empty() ? DateRange{days.from, days.from} : common;
}

Date CutAt(const DateRange& valid, Date day) { return std::max(valid.from, std::min(valid.to, day)); }

// The part of a version after `days`; nothing when there is none. What the source says now needs a version
// also when it holds on no day any more.
template <typename Version>
std::optional<Version> RestOf(const Version& version, const DateRange& days) {
  const DateRange rest{std::max(version.valid.from, days.to), version.valid.to};
  if (rest.empty() && !version.is_current) return std::nullopt;
  Version continued = version;
  continued.id = kNoId;
  continued.valid = rest.empty() ? DateRange{days.to, days.to} : rest;
  return continued;
}

class Replayer {
 public:
  Replayer(const DateRange& days, Id source_id, const KeptEngagements& kept, StaffReplay& replay)
      : days_(days), source_id_(source_id), kept_(kept), replay_(replay) {}

  void Engagements(absl::Span<const Engagement> known, absl::Span<const StatedEngagement> stated) {
    std::map<absl::string_view, std::vector<const Engagement*>> by_key;
    std::map<absl::string_view, const StatedEngagement*> statement_of;
    for (const Engagement& engagement : known) {
      by_key[engagement.source_key].push_back(&engagement);
      were_there_.insert(engagement.person_id);
      if (kept_.contains(engagement.id)) stay_there_.insert(engagement.person_id);
    }
    for (const StatedEngagement& statement : stated) {
      statement_of[statement.source_key] = &statement;
      are_there_.insert(statement.person_id);
      by_key[statement.source_key];
    }
    for (const auto& [key, versions] : by_key) {
      const auto statement = statement_of.find(key);
      ReplayKey(versions, statement == statement_of.end() ? nullptr : statement->second);
    }
  }

  void Attributes(absl::Span<const AttributeVersion> known, absl::Span<const StatedEngagement> stated) {
    std::map<Id, std::vector<const AttributeVersion*>> by_person;
    const std::map<Id, PersonAttributes> said = SpokenAttributes(stated);
    for (const AttributeVersion& version : known) by_person[version.person_id].push_back(&version);
    for (const auto& [person, attributes] : said) by_person[person];
    for (const auto& [person, versions] : by_person) {
      const auto attributes = said.find(person);
      ReplayPerson(person, versions, attributes == said.end() ? nullptr : &attributes->second);
    }
  }

 private:
  void ReplayKey(const std::vector<const Engagement*>& versions, const StatedEngagement* statement) {
    const DateRange wanted =
        statement ? Within(statement->facts.period, days_) : DateRange{days_.from, days_.from};
    if (versions.size() == 1 && statement && versions[0]->person_id == statement->person_id &&
        versions[0]->facts == statement->facts && Within(versions[0]->valid, days_) == wanted) {
      ++replay_.unchanged;
      return;
    }
    bool is_said = wanted.empty();
    for (const Engagement* version : versions) {
      if (!statement && kept_.contains(version->id)) {
        ++replay_.unchanged;
        continue;
      }
      const bool same_person = statement && statement->person_id == version->person_id;
      RosterChange change = EndOf(*version);
      if (same_person && !is_said) {
        Say(*statement, wanted, change);
        change.kind = version->facts.unit_id == statement->facts.unit_id ? SyncChangeKind::kChange
                                                                         : SyncChangeKind::kMove;
        is_said = true;
      }
      replay_.changes.push_back(std::move(change));
      if (std::optional<Engagement> rest = RestOf(*version, days_)) Continue(*std::move(rest));
    }
    if (is_said) return;
    RosterChange change{
        .kind = were_there_.contains(statement->person_id) ? SyncChangeKind::kAdd : SyncChangeKind::kJoin,
        .person_id = statement->person_id};
    Say(*statement, wanted, change);
    replay_.changes.push_back(std::move(change));
  }

  RosterChange EndOf(const Engagement& version) const {
    const bool stays = are_there_.contains(version.person_id) || stay_there_.contains(version.person_id);
    return {.kind = stays ? SyncChangeKind::kEnd : SyncChangeKind::kLeave,
            .person_id = version.person_id,
            .ended = &version,
            .ended_to = CutAt(version.valid, days_.from)};
  }

  void Say(const StatedEngagement& statement, const DateRange& wanted, RosterChange& change) const {
    change.statement = &statement;
    change.begun = Engagement{.person_id = statement.person_id,
                              .source_id = source_id_,
                              .source_key = statement.source_key,
                              .facts = statement.facts,
                              .valid = wanted,
                              .is_current = false};
  }

  void Continue(Engagement rest) {
    replay_.changes.push_back({.kind = SyncChangeKind::kContinue, .person_id = rest.person_id});
    replay_.changes.back().begun = std::move(rest);
  }

  void ReplayPerson(Id person_id, const std::vector<const AttributeVersion*>& versions,
                    const PersonAttributes* said) {
    if (!said && stay_there_.contains(person_id)) return;
    if (versions.size() == 1 && said && versions[0]->attributes == *said &&
        Within(versions[0]->valid, days_) == days_) {
      return;
    }
    bool is_said = said == nullptr;
    for (const AttributeVersion* version : versions) {
      RosterChange change{.person_id = person_id};
      change.ended_attributes = version;
      change.ended_attributes_to = CutAt(version->valid, days_.from);
      if (!is_said) change.begun_attributes = VersionOf(person_id, *said);
      is_said = true;
      replay_.changes.push_back(std::move(change));
      if (std::optional<AttributeVersion> rest = RestOf(*version, days_)) {
        replay_.changes.push_back({.kind = SyncChangeKind::kContinue, .person_id = person_id});
        replay_.changes.back().begun_attributes = *std::move(rest);
      }
    }
    if (is_said) return;
    // Goes with the change that brings the person.
    replay_.changes.push_back({.kind = SyncChangeKind::kContinue, .person_id = person_id});
    replay_.changes.back().begun_attributes = VersionOf(person_id, *said);
  }

  AttributeVersion VersionOf(Id person_id, const PersonAttributes& said) const {
    return {.person_id = person_id,
            .source_id = source_id_,
            .attributes = said,
            .valid = days_,
            .is_current = false};
  }

  const DateRange days_;
  const Id source_id_;
  const KeptEngagements& kept_;
  StaffReplay& replay_;
  absl::flat_hash_set<Id> stay_there_;  // with something that is kept
  absl::flat_hash_set<Id> were_there_;
  absl::flat_hash_set<Id> are_there_;
};

}  // namespace

StaffReplay PlanReplay(absl::Span<const Engagement> engagements,
                       absl::Span<const AttributeVersion> attributes,
                       absl::Span<const StatedEngagement> stated, const DateRange& days, Id source_id,
                       const KeptEngagements& kept) {
  StaffReplay replay;
  Replayer replayer(days, source_id, kept, replay);
  replayer.Engagements(engagements, stated);
  replayer.Attributes(attributes, stated);
  std::stable_sort(replay.changes.begin(), replay.changes.end(),
                   [](const RosterChange& a, const RosterChange& b) { return a.person_id < b.person_id; });
  return replay;
}

}  // namespace nanolearn
