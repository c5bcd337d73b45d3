#include "service/app/sync_change_viewer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/app/person_viewer.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// What is known of one change.
struct SyncChangeViewer::Parts {
  SyncChangeKind kind;
  Id person_id;
  const Engagement* old = nullptr;
  const Engagement* now = nullptr;
  Date ended_to;  // the new end of `old`
  const PersonAttributes* old_attributes = nullptr;
  const PersonAttributes* now_attributes = nullptr;
  PersonAttributes person;  // as others know them
};

namespace {

std::string DayText(Date day, Date none) { return day == none ? "" : FormatDate(day); }
std::string LastDayText(Date end) { return end == kNoEnd ? "" : FormatDate(end - 1); }
std::string YesNo(bool value) { return value ? "yes" : "no"; }

void AddField(absl::string_view field, std::string before, std::string after,
              std::vector<FieldChange>& fields) {
  if (before != after) fields.push_back({std::string(field), std::move(before), std::move(after)});
}

void AddAttributeFields(const PersonAttributes& before, const PersonAttributes& after,
                        std::vector<FieldChange>& fields) {
  AddField("given_name", before.given_name, after.given_name, fields);
  AddField("family_name", before.family_name, after.family_name, fields);
  AddField("email", before.email, after.email, fields);
  AddField("phone", before.phone, after.phone, fields);
}

bool IsProtected(const PersonAttributes* attributes) { return attributes && attributes->protected_identity; }

std::string NameOf(const PersonAttributes& a) {
  return std::string(absl::StripAsciiWhitespace(absl::StrCat(a.given_name, " ", a.family_name)));
}

template <typename T>
absl::flat_hash_map<Id, const T*> ById(const std::vector<T>& list) {
  absl::flat_hash_map<Id, const T*> map;
  for (const T& item : list) map[item.id] = &item;
  return map;
}

template <typename T>
const T* FindIn(const absl::flat_hash_map<Id, const T*>& map, Id id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

SyncChangeViewer::SyncChangeViewer(const ReadTransaction& tx, Id organisation_id, Date day)
    : tx_(tx), organisation_id_(organisation_id), day_(day) {
  const std::vector<UnitVersion> versions = tx.units().Versions(organisation_id);
  for (const UnitVersion& unit : versions) codes_[unit.unit_id] = unit.code;
  const UnitHistory history(versions);
  const UnitTree& tree = history.On(day);
  if (!tree.nodes().empty()) root_code_ = tree.nodes()[0].unit->code;
}

std::string SyncChangeViewer::CodeOf(Id unit_id) const {
  const auto found = codes_.find(unit_id);
  return found == codes_.end() ? "" : found->second;
}

void SyncChangeViewer::AddEngagementFields(const Parts& parts, std::vector<FieldChange>& fields) const {
  if (parts.old && parts.now) {
    const EngagementFacts &a = parts.old->facts, &b = parts.now->facts;
    AddField("key", parts.old->source_key, parts.now->source_key, fields);
    AddField("unit", CodeOf(a.unit_id), CodeOf(b.unit_id), fields);
    AddField("role", a.role, b.role, fields);
    AddField("from", DayText(a.period.from, kFirstDate), DayText(b.period.from, kFirstDate), fields);
    AddField("to", LastDayText(a.period.to), LastDayText(b.period.to), fields);
    AddField("leave_from", DayText(a.leave.from, kNoEnd), DayText(b.leave.from, kNoEnd), fields);
    AddField("leave_to", LastDayText(a.leave.to), LastDayText(b.leave.to), fields);
    AddField("manager", a.manager_key, b.manager_key, fields);
    AddField("computer", YesNo(a.has_computer), YesNo(b.has_computer), fields);
  } else if (parts.now) {
    AddField("role", "", parts.now->facts.role, fields);
    AddField("from", "", DayText(parts.now->facts.period.from, kFirstDate), fields);
    AddField("to", "", LastDayText(parts.now->facts.period.to), fields);
  } else if (parts.old) {
    AddField("to", LastDayText(parts.old->facts.period.to), LastDayText(parts.ended_to), fields);
  }
}

SyncChangeView SyncChangeViewer::ViewOf(const Parts& parts) const {
  SyncChangeView view{.kind = parts.kind, .person_id = parts.person_id};
  if (parts.person.protected_identity || IsProtected(parts.old_attributes) ||
      IsProtected(parts.now_attributes)) {
    view.unit_code = root_code_;
    return view;
  }
  const PersonAttributes& shown = parts.now_attributes ? *parts.now_attributes : parts.person;
  view.display_name = NameOf(shown);
  // Who came and went on one day is known by nothing else.
  if (view.display_name.empty() && parts.old_attributes) view.display_name = NameOf(*parts.old_attributes);
  if (const Engagement* place = parts.now ? parts.now : parts.old) {
    view.key = place->source_key;
    view.unit_code = CodeOf(place->facts.unit_id);
  }
  AddEngagementFields(parts, view.fields);
  // Of somebody new the name is shown already.
  if (parts.old_attributes && parts.now_attributes) {
    AddAttributeFields(*parts.old_attributes, *parts.now_attributes, view.fields);
  }
  return view;
}

std::vector<SyncChangeView> SyncChangeViewer::View(absl::Span<const RosterChange> changes,
                                                   const absl::flat_hash_set<Id>& new_people) const {
  std::vector<Id> ids;
  for (const RosterChange& change : changes) ids.push_back(change.person_id);
  const std::vector<Person> people = tx_.people().FindAll(organisation_id_, ids, day_);
  const auto person_of = ById(people);
  std::vector<SyncChangeView> views;
  for (const RosterChange& change : changes) {
    Parts parts{.kind = change.kind,
                .person_id = new_people.contains(change.person_id) ? kNoId : change.person_id,
                .old = change.ended,
                .now = change.begun ? &*change.begun : nullptr,
                .ended_to = change.ended_to};
    if (change.ended_attributes) parts.old_attributes = &change.ended_attributes->attributes;
    if (change.begun_attributes) parts.now_attributes = &change.begun_attributes->attributes;
    if (const Person* person = FindIn(person_of, change.person_id)) {
      parts.person = person->attributes;
    } else if (change.statement) {
      parts.person = change.statement->attributes;
    }
    views.push_back(ViewOf(parts));
  }
  return views;
}

std::vector<SyncChangeView> SyncChangeViewer::View(absl::Span<const SyncChange> changes) const {
  std::vector<Id> people_ids, engagement_ids, attribute_ids;
  for (const SyncChange& change : changes) {
    people_ids.push_back(change.person_id);
    if (change.engagement_id != kNoId) engagement_ids.push_back(change.engagement_id);
    if (change.ended) engagement_ids.push_back(change.ended->id);
    if (change.attributes_id != kNoId) attribute_ids.push_back(change.attributes_id);
    if (change.ended_attributes) attribute_ids.push_back(change.ended_attributes->id);
  }
  // Of somebody who was merged since, whoever goes on: a protected identity is theirs too.
  const absl::flat_hash_map<Id, Id> merged = MergedInto(tx_, organisation_id_, people_ids);
  const auto now_called = [&](Id id) {
    const auto found = merged.find(id);
    return found == merged.end() ? id : found->second;
  };
  for (Id& id : people_ids) id = now_called(id);
  const std::vector<Person> people = tx_.people().FindAll(organisation_id_, people_ids, day_);
  const std::vector<Engagement> engagements = tx_.engagements().ByIds(organisation_id_, engagement_ids);
  const std::vector<AttributeVersion> attributes =
      tx_.people().AttributesByIds(organisation_id_, attribute_ids);
  const auto person_of = ById(people);
  const auto engagement_of = ById(engagements);
  const auto attributes_of = ById(attributes);
  std::vector<SyncChangeView> views;
  for (const SyncChange& change : changes) {
    if (change.kind == SyncChangeKind::kContinue) continue;
    Parts parts{.kind = change.kind, .person_id = now_called(change.person_id)};
    parts.now = FindIn(engagement_of, change.engagement_id);
    if (change.ended) parts.old = FindIn(engagement_of, change.ended->id);
    if (parts.old) parts.ended_to = parts.old->valid.to;
    if (const auto* now = FindIn(attributes_of, change.attributes_id))
      parts.now_attributes = &now->attributes;
    if (change.ended_attributes) {
      if (const auto* old = FindIn(attributes_of, change.ended_attributes->id)) {
        parts.old_attributes = &old->attributes;
      }
    }
    if (const Person* person = FindIn(person_of, parts.person_id)) parts.person = person->attributes;
    views.push_back(ViewOf(parts));
  }
  return views;
}

}  // namespace nanolearn
