#include "service/rpc/source_converter.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

v1::SyncGuards ToProto(const SyncGuards& guards) {
  v1::SyncGuards proto;
  proto.set_few_leavers(guards.few_leavers);
  proto.set_max_leavers_percent(guards.max_leavers_percent);
  proto.set_max_unit_leavers_percent(guards.max_unit_leavers_percent);
  proto.set_max_week_leavers_percent(guards.max_week_leavers_percent);
  proto.set_max_refused_percent(guards.max_refused_percent);
  proto.set_max_rekeyed_percent(guards.max_rekeyed_percent);
  return proto;
}

SyncGuards Read(const v1::SyncGuards& proto) {
  return {.few_leavers = proto.few_leavers(),
          .max_leavers_percent = proto.max_leavers_percent(),
          .max_unit_leavers_percent = proto.max_unit_leavers_percent(),
          .max_week_leavers_percent = proto.max_week_leavers_percent(),
          .max_refused_percent = proto.max_refused_percent(),
          .max_rekeyed_percent = proto.max_rekeyed_percent()};
}

absl::StatusOr<std::vector<PersonAttribute>> ReadPreferred(const v1::Source& proto) {
  std::vector<PersonAttribute> attributes;
  for (int i = 0; i < proto.preferred_for_size(); ++i) {
    ASSIGN_OR_RETURN(const PersonAttribute attribute,
                     ReadAttribute(proto.preferred_for(i), "source.preferred_for"));
    attributes.push_back(attribute);
  }
  std::sort(attributes.begin(), attributes.end());
  attributes.erase(std::unique(attributes.begin(), attributes.end()), attributes.end());
  return attributes;
}

// Whether the mask says that the field is meant; one without paths means all.
bool Names(const v1::UpdateSourceRequest& request, absl::string_view field) {
  const auto& paths = request.update_mask().paths();
  return paths.empty() || std::find(paths.begin(), paths.end(), field) != paths.end();
}

}  // namespace

v1::Source ToProto(const SourceView& view, const std::string& organisation) {
  const Source& source = view.source;
  v1::Source proto;
  proto.set_name(ResourceName(organisation, "sources", source.name));
  proto.set_kind(ToProto(source.kind));
  proto.set_owner_email(source.owner_email);
  proto.set_mapping(source.mapping);
  proto.set_missing_runs(source.missing_runs);
  *proto.mutable_guards() = ToProto(source.guards);
  for (const PersonAttribute attribute : source.preferred_for) proto.add_preferred_for(ToProto(attribute));
  proto.set_employee_number_source(view.employee_number_source);
  if (!view.default_unit_code.empty()) proto.set_default_unit(UnitName(organisation, view.default_unit_code));
  if (source.last_effective) proto.set_last_effective_date(FormatDate(*source.last_effective));
  if (source.last_sync_time > absl::InfinitePast()) {
    *proto.mutable_last_sync_time() = ToProto(source.last_sync_time);
  }
  proto.set_etag(absl::StrCat(source.version));
  return proto;
}

absl::StatusOr<SourceUpdate> ReadSourceUpdate(const v1::UpdateSourceRequest& request) {
  const v1::Source& proto = request.source();
  SourceUpdate update{.etag = proto.etag(), .request_id = request.request_id()};
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(proto.name(), "sources", "source.name"));
  update.organisation = name.organisation;
  Source& source = update.view.source;
  source.name = name.id;
  if (Names(request, "kind")) {
    ASSIGN_OR_RETURN(source.kind, ReadSourceKind(proto.kind(), "source.kind"));
  }
  source.owner_email = proto.owner_email();
  source.mapping = proto.mapping();
  source.missing_runs = proto.missing_runs();
  source.guards = Read(proto.guards());
  ASSIGN_OR_RETURN(source.preferred_for, ReadPreferred(proto));
  update.view.employee_number_source = proto.employee_number_source();
  ASSIGN_OR_RETURN(update.view.default_unit_code,
                   ParseNameIn(name.organisation, proto.default_unit(), "units", "source.default_unit"));
  update.fields.assign(request.update_mask().paths().begin(), request.update_mask().paths().end());
  return update;
}

}  // namespace nanolearn::rpc
