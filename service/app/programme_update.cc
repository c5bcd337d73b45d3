#include "service/app/programme_update.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kFields[] = {"display_name", "modules",           "module_open_dates",
                                         "audience",     "open_date",         "days_to_complete",
                                         "calendar",     "calendar.end_date", "calendar.weeks_between",
                                         "mails"};

void MergeCalendar(const ProgrammeUpdate& update, Calendar& calendar) {
  const Calendar wanted = update.definition.calendar;
  const Calendar before = calendar;
  if (Takes(update, "calendar")) {
    calendar = wanted;
    calendar.open_date = before.open_date;
    calendar.days_to_complete = before.days_to_complete;
  }
  if (Takes(update, "open_date")) calendar.open_date = wanted.open_date;
  if (Takes(update, "days_to_complete")) calendar.days_to_complete = wanted.days_to_complete;
  if (Takes(update, "calendar.end_date")) calendar.end_date = wanted.end_date;
  if (Takes(update, "calendar.weeks_between")) calendar.weeks_between = wanted.weeks_between;
}

void MergeModules(const ProgrammeUpdate& update, std::vector<ModuleDefinition>& modules) {
  const std::vector<ModuleDefinition> before = modules;
  const bool dates = Takes(update, "module_open_dates");
  if (Takes(update, "modules")) modules = update.definition.modules;
  const auto date_in = [](const std::vector<ModuleDefinition>& list, const std::string& slug) {
    for (const ModuleDefinition& module : list) {
      if (module.slug == slug) return module.open_date;
    }
    return std::optional<Date>();
  };
  for (ModuleDefinition& module : modules) {
    module.open_date = date_in(dates ? update.definition.modules : before, module.slug);
  }
}

}  // namespace

bool Takes(const ProgrammeUpdate& update, absl::string_view field) {
  const auto& fields = update.fields;
  return fields.empty() || std::find(fields.begin(), fields.end(), field) != fields.end();
}

absl::Status CheckFields(const ProgrammeUpdate& update) {
  for (const std::string& field : update.fields) {
    if (std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields)) continue;
    return InvalidField(
        "update_mask",
        absl::StrCat("has '", field, "', which cannot be set; these can: ", absl::StrJoin(kFields, ", ")));
  }
  return absl::OkStatus();
}

ProgrammeDefinition Merge(const ProgrammeUpdate& update, ProgrammeDefinition definition) {
  if (Takes(update, "display_name")) definition.display_name = update.definition.display_name;
  MergeModules(update, definition.modules);
  MergeCalendar(update, definition.calendar);
  if (Takes(update, "mails") && update.has_mails) definition.mails = update.definition.mails;
  if (Takes(update, "audience")) {
    definition.audience = update.definition.audience;
  } else {
    std::erase_if(definition.audience, [](const RuleDefinition& rule) { return rule.valid.to < kNoEnd; });
  }
  return definition;
}

}  // namespace nanolearn
