#include "service/app/programme_view.h"

#include "absl/strings/str_cat.h"
#include "service/app/programme_preview.h"
#include "service/app/programme_privacy.h"
#include "service/app/programme_resolver.h"

namespace nanolearn {
namespace {

ProgrammeView ViewOf(const Programme& programme, ProgrammeDefinition definition, int people) {
  return {programme.slug, std::move(definition), programme.create_time, EtagOf(programme), people};
}

}  // namespace

std::string EtagOf(const Programme& programme) { return absl::StrCat("\"", programme.version, "\""); }

std::vector<ProgrammeView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                   const std::vector<Programme>& programmes) {
  std::vector<ProgrammeDefinition> definitions = DefinitionsOf(tx, organisation_id, programmes);
  std::vector<ProgrammeView> views;
  for (size_t i = 0; i < programmes.size(); ++i) {
    views.push_back(ViewOf(programmes[i], std::move(definitions[i]),
                           tx.assignments().CountMembers(organisation_id, programmes[i].id)));
  }
  return views;
}

ProgrammeView Shown(const Caller& caller, const Organisation& org, ProgrammeView view) {
  if (view.people && !SeesAllNumbers(caller)) {
    view.people = NumberForOthers(*view.people, NamesPeople(view.definition), org.min_group_size);
  }
  return view;
}

ProgrammeView ShownOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                      const Programme& programme) {
  return Shown(caller, org, std::move(ViewsOf(tx, org.id, {programme}).front()));
}

ProgrammeView OutlookOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                        const Programme& programme) {
  ProgrammeView view = ViewOf(programme, std::move(DefinitionsOf(tx, org.id, {programme}).front()),
                              CountPeople(tx, org.id, programme, Counted::kNotProtectedNamed));
  const UnitHistory units(tx.units().Versions(org.id));
  if (!SeesAllNumbers(caller) && HasSmallRule(tx, org, programme, units, std::nullopt)) view.people.reset();
  return Shown(caller, org, std::move(view));
}

}  // namespace nanolearn
