#include "service/app/sources.h"

#include <functional>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"
#include "service/domain/staff_mapping.h"

namespace nanolearn {
namespace {

SourceView ViewOf(const ReadTransaction& tx, Id organisation_id, const Source& source) {
  SourceView view{.source = source};
  for (const Source& other : tx.sources().List(organisation_id)) {
    if (other.id == source.employee_number_source_id) view.employee_number_source = other.name;
  }
  if (source.default_unit_id == kNoId) return view;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) {
    if (unit.unit_id == source.default_unit_id) view.default_unit_code = unit.code;
  }
  return view;
}

// A field of source.proto, and how it goes from an update to the source.
using Setter = std::function<void(const Source& from, Source& to)>;

const std::map<std::string, Setter>& Setters() {
  static const auto* const kSetters = new std::map<std::string, Setter>{
      {"kind", [](const Source& from, Source& to) { to.kind = from.kind; }},
      {"owner_email", [](const Source& from, Source& to) { to.owner_email = from.owner_email; }},
      {"mapping", [](const Source& from, Source& to) { to.mapping = from.mapping; }},
      {"missing_runs", [](const Source& from, Source& to) { to.missing_runs = from.missing_runs; }},
      {"guards", [](const Source& from, Source& to) { to.guards = from.guards; }},
      {"guards.few_leavers",
       [](const Source& from, Source& to) { to.guards.few_leavers = from.guards.few_leavers; }},
      {"guards.max_leavers_percent",
       [](const Source& from, Source& to) {
         to.guards.max_leavers_percent = from.guards.max_leavers_percent;
       }},
      {"guards.max_unit_leavers_percent",
       [](const Source& from, Source& to) {
         to.guards.max_unit_leavers_percent = from.guards.max_unit_leavers_percent;
       }},
      {"guards.max_week_leavers_percent",
       [](const Source& from, Source& to) {
         to.guards.max_week_leavers_percent = from.guards.max_week_leavers_percent;
       }},
      {"guards.max_refused_percent",
       [](const Source& from, Source& to) {
         to.guards.max_refused_percent = from.guards.max_refused_percent;
       }},
      {"guards.max_rekeyed_percent",
       [](const Source& from, Source& to) {
         to.guards.max_rekeyed_percent = from.guards.max_rekeyed_percent;
       }},
      {"preferred_for", [](const Source& from, Source& to) { to.preferred_for = from.preferred_for; }},
      {"employee_number_source",
       [](const Source& from, Source& to) { to.employee_number_source_id = from.employee_number_source_id; }},
      {"default_unit", [](const Source& from, Source& to) { to.default_unit_id = from.default_unit_id; }}};
  return *kSetters;
}

absl::Status Set(const Source& from, const std::vector<std::string>& fields, Source& to) {
  const auto& setters = Setters();
  for (const std::string& field : fields) {
    const auto setter = setters.find(field);
    if (setter == setters.end()) {
      std::vector<std::string> known;
      for (const auto& [name, setter] : setters) known.push_back(name);
      return InvalidField(
          "update_mask",
          absl::StrCat("has '", field, "', which cannot be set; these can: ", absl::StrJoin(known, ", ")));
    }
    setter->second(from, to);
  }
  if (!fields.empty()) return absl::OkStatus();
  for (const auto& [field, setter] : setters) setter(from, to);
  return absl::OkStatus();
}

// The ids of what the update names.
absl::Status Resolve(const ReadTransaction& tx, const Organisation& org, SourceView& view) {
  view.source.employee_number_source_id = kNoId;
  view.source.default_unit_id = kNoId;
  if (!view.employee_number_source.empty()) {
    const std::optional<Source> source = tx.sources().Find(org.id, view.employee_number_source);
    if (!source) {
      return errors::NotFound("source", ResourceName(org.slug, "sources", view.employee_number_source));
    }
    view.source.employee_number_source_id = source->id;
  }
  if (view.default_unit_code.empty()) return absl::OkStatus();
  for (const UnitVersion& unit : tx.units().Versions(org.id)) {
    if (unit.code == view.default_unit_code) view.source.default_unit_id = unit.unit_id;
  }
  if (view.source.default_unit_id != kNoId) return absl::OkStatus();
  return errors::NotFound("unit", UnitName(org.slug, view.default_unit_code));
}

absl::Status Check(const Source& before, const Source& source) {
  if (!source.mapping.empty()) {
    RETURN_IF_ERROR(ParseStaffMapping(source.mapping, absl::StrCat(source.name, ".toml")).status());
  }
  if (before.kind != source.kind && before.last_effective) {
    return InvalidField("source.kind", "cannot be changed any more: the source has said something already");
  }
  if (source.employee_number_source_id != kNoId && source.employee_number_source_id == source.id) {
    return InvalidField("source.employee_number_source", "is another source");
  }
  if (source.kind == SourceKind::kFile && source.default_unit_id != kNoId) {
    return InvalidField("source.default_unit",
                        "is for a directory; a staff file says the unit of each person itself");
  }
  if (source.kind == SourceKind::kFile && source.employee_number_source_id != kNoId) {
    return InvalidField("source.employee_number_source",
                        "is for a directory; the keys of a staff file are those of its own source");
  }
  return CheckSourceSettings(source);
}

std::string NamesOf(const std::vector<PersonAttribute>& attributes) {
  return absl::StrJoin(attributes, ",", [](std::string* out, PersonAttribute attribute) {
    absl::StrAppend(out, PersonAttributeName(attribute));
  });
}

// Settings that tell of nobody.
AuditDetails SettingsOf(const Source& source) {
  const SyncGuards& guards = source.guards;
  const auto id_text = [](Id id) { return id == kNoId ? "" : FormatId(id); };
  return {{"kind", std::string(SourceKindName(source.kind))},
          {"mapping_bytes", absl::StrCat(source.mapping.size())},
          {"missing_runs", absl::StrCat(source.missing_runs)},
          {"guards.few_leavers", absl::StrCat(guards.few_leavers)},
          {"guards.max_leavers_percent", absl::StrCat(guards.max_leavers_percent)},
          {"guards.max_unit_leavers_percent", absl::StrCat(guards.max_unit_leavers_percent)},
          {"guards.max_week_leavers_percent", absl::StrCat(guards.max_week_leavers_percent)},
          {"guards.max_refused_percent", absl::StrCat(guards.max_refused_percent)},
          {"guards.max_rekeyed_percent", absl::StrCat(guards.max_rekeyed_percent)},
          {"preferred_for", NamesOf(source.preferred_for)},
          {"employee_number_source", id_text(source.employee_number_source_id)},
          {"default_unit", id_text(source.default_unit_id)}};
}

// What is otherwise than before, as it is now.
AuditDetails ChangesOf(const Source& before, const Source& after) {
  AuditDetails details = {{"version", absl::StrCat(after.version)}};
  const AuditDetails old = SettingsOf(before);
  for (const auto& [name, value] : SettingsOf(after)) {
    if (old.at(name) != value) details[name] = value;
  }
  if (before.mapping != after.mapping) details["mapping_bytes"] = absl::StrCat(after.mapping.size());
  if (before.owner_email != after.owner_email) {
    details["owner_email"] = after.owner_email.empty() ? "cleared" : "set";
  }
  return details;
}

std::string ArgumentsOf(Id organisation_id, const SourceUpdate& update) {
  const Source& s = update.view.source;
  const SyncGuards& g = s.guards;
  return absl::StrCat(
      organisation_id, "\n", s.name, "\n", absl::StrJoin(update.fields, ","), "\n", update.etag, "\n",
      SourceKindName(s.kind), "\n", s.owner_email, "\n", s.mapping, "\n", s.missing_runs, " ", g.few_leavers,
      absl::StrCat(" ", g.max_leavers_percent, " ", g.max_unit_leavers_percent, " ",
                   g.max_week_leavers_percent, " ", g.max_refused_percent, " ", g.max_rekeyed_percent, "\n",
                   NamesOf(s.preferred_for), "\n", update.view.employee_number_source, "\n",
                   update.view.default_unit_code));
}

}  // namespace

absl::StatusOr<SourceView> Sources::Get(const Caller& caller, const std::string& organisation,
                                        const std::string& name) {
  SourceView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    const std::optional<Source> source = tx.sources().Find(org.id, name);
    if (!source) return errors::NotFound("source", ResourceName(org.slug, "sources", name));
    view = ViewOf(tx, org.id, *source);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<std::vector<SourceView>> Sources::List(const Caller& caller, const std::string& organisation) {
  std::vector<SourceView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    views.clear();
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    for (const Source& source : tx.sources().List(org.id)) views.push_back(ViewOf(tx, org.id, source));
    return absl::OkStatus();
  }));
  return views;
}

absl::StatusOr<SourceView> Sources::Update(const Caller& caller, const SourceUpdate& update) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, update.organisation, Permission::kSyncPeople));
  const std::string& name = update.view.source.name;
  if (!IsSlug(name)) return InvalidField("source.name", "ends with 1 to 40 of a-z, 0-9 and -");
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(update.request_id, "UpdateSource", ArgumentsOf(org.id, update)));
  SourceView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    // Settings decide what becomes of a run.
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    const std::optional<Source> before = tx.sources().Find(org.id, name);
    if (done && before) {
      view = ViewOf(tx, org.id, *before);
      return absl::OkStatus();
    }
    if (!update.etag.empty() && (!before || update.etag != absl::StrCat(before->version))) {
      return errors::EtagMismatch(ResourceName(org.slug, "sources", name));
    }
    SourceView wanted = update.view;
    RETURN_IF_ERROR(Resolve(tx, org, wanted));
    Source source = before.value_or(Source{.id = env_.ids.Next(), .name = name, .version = 0});
    RETURN_IF_ERROR(Set(wanted.source, update.fields, source));
    RETURN_IF_ERROR(Check(before.value_or(source), source));
    ++source.version;
    if (before) {
      tx.sources().Update(org.id, source);
    } else {
      tx.sources().Insert(org.id, source);
    }
    view = ViewOf(tx, org.id, source);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "UpdateSource",
           .resource = ResourceName(org.slug, "sources", name),
           .request_id = update.request_id,
           .details = ChangesOf(before.value_or(Source()), source)});
    return absl::OkStatus();
  }));
  return view;
}

}  // namespace nanolearn
