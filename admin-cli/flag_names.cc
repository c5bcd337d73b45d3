#include "admin-cli/flag_names.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace nanolearn::cli {

std::string FlagOf(absl::string_view field) {
  static const auto* const kFlags = new std::map<absl::string_view, absl::string_view>{
      {"as_of", "--as-of"},
      {"ask_again", "--ask-again"},
      {"ask_date", "--from"},
      {"date", "--date"},
      {"days", "--days"},
      {"due_date", "--due"},
      {"effective_date", "--effective"},
      {"evidence", "--evidence"},
      {"from", "--from"},
      {"header.effective_date", "--effective"},
      {"header.mapping", "--mapping"},
      {"header.request_id", "--request-id"},
      {"header.source", "--source"},
      {"leader", "--leader"},
      {"max_rows", "--rows"},
      {"merged_person", "OTHER"},
      {"organisation.contact_email", "--contact"},
      {"organisation.digest_weekday", "--digest"},
      {"organisation.display_name", "--name"},
      {"organisation.language", "--language"},
      {"organisation.mail_hours", "--mail-hours"},
      {"organisation.mail_hours.from", "--mail-hours"},
      {"organisation.mail_hours.to", "--mail-hours"},
      {"organisation.min_group_size", "--min-group-size"},
      {"organisation.time_zone", "--time-zone"},
      {"person", "--person"},
      {"programme.audience", "--audience"},
      {"programme.display_name", "--name"},
      {"reason", "--reason"},
      {"request_id", "--request-id"},
      {"source.default_unit", "--default-unit"},
      {"source.employee_number_source", "--employee-numbers"},
      {"source.guards.few_leavers", "--few-leavers"},
      {"source.guards.max_leavers_percent", "--max-leavers"},
      {"source.guards.max_refused_percent", "--max-refused"},
      {"source.guards.max_rekeyed_percent", "--max-rekeyed"},
      {"source.guards.max_unit_leavers_percent", "--max-unit-leavers"},
      {"source.guards.max_week_leavers_percent", "--max-week-leavers"},
      {"source.kind", "--kind"},
      {"source.mapping", "--mapping"},
      {"source.missing_runs", "--missing-runs"},
      {"source.owner_email", "--owner"},
      {"source.preferred_for", "--prefer"},
      {"template.kind", "KIND"},
      {"template.language", "--language"},
      {"to", "--to"},
      {"token.display_name", "--name"},
      {"token.expire_time", "--expires"},
      {"token.role", "--role"},
      {"token.source", "--source"},
      {"token.unit", "--unit"},
      {"until_date", "--until"},
  };
  const auto found = kFlags->find(field);
  return std::string(found == kFlags->end() ? field : found->second);
}

std::string WithFlag(absl::string_view message) {
  const size_t end = message.find(": ");
  if (end == absl::string_view::npos) return std::string(message);
  return absl::StrCat(FlagOf(message.substr(0, end)), message.substr(end));
}

}  // namespace nanolearn::cli
