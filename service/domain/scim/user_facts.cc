#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/base/limits.h"
#include "service/domain/email_address.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/user_resource.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn::scim {
namespace {

constexpr size_t kMaxTitleBytes = 200;
constexpr size_t kMaxPhoneBytes = 100;

std::string Tidy(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(WithoutForbidden(text)));
}

std::string TidyName(absl::string_view text) {
  return std::string(FirstCharacters(Tidy(text), limits::kMaxNameCharacters));
}

bool HasType(const Json& value, absl::string_view type) {
  return absl::EqualsIgnoreCase(TextOf(value, "type"), type);
}

// The values of a list with a type, in order.
std::vector<std::string> ValuesOf(const Json& user, absl::string_view list, absl::string_view type) {
  std::vector<std::string> values;
  const Json* const found = Find(user, list);
  if (!found || !found->is_array()) return values;
  for (const Json& value : *found) {
    if (HasType(value, type) && !TextOf(value, "value").empty()) values.push_back(TextOf(value, "value"));
  }
  return values;
}

std::string PrimaryOf(const Json& user, absl::string_view list) {
  const Json* const found = Find(user, list);
  if (!found || !found->is_array()) return "";
  for (const Json& value : *found) {
    const Json* const primary = Find(value, "primary");
    if (primary && primary->is_boolean() && primary->get<bool>()) return TextOf(value, "value");
  }
  return "";
}

std::string FirstOf(const std::vector<std::string>& values) { return values.empty() ? "" : values.front(); }

// The work address, else the primary one, else the user's name if that is an address.
std::string EmailOf(const Json& user) {
  for (const std::string& text :
       {FirstOf(ValuesOf(user, "emails", "work")), PrimaryOf(user, "emails"), TextOf(user, "userName")}) {
    if (const auto address = NormalizeEmailAddress(absl::StripAsciiWhitespace(text))) return *address;
  }
  return "";
}

std::string PhoneOf(const Json& user) {
  for (const absl::string_view type : {"work", "mobile"}) {
    const std::string phone = FirstOf(ValuesOf(user, "phoneNumbers", type));
    if (!phone.empty()) return FirstBytes(Tidy(phone), kMaxPhoneBytes);
  }
  return "";
}

// "Åsa Öberg" and "Öberg, Åsa": given name and family name.
std::pair<std::string, std::string> SplitName(const std::string& name) {
  const size_t comma = name.find(',');
  if (comma != std::string::npos) return {name.substr(comma + 1), name.substr(0, comma)};
  const size_t space = name.rfind(' ');
  if (space == std::string::npos) return {name, ""};
  return {name.substr(0, space), name.substr(space + 1)};
}

void ReadName(const Json& user, PersonAttributes& attributes) {
  const Json* const name = Find(user, "name");
  std::string given = name ? TextOf(*name, "givenName") : "",
              family = name ? TextOf(*name, "familyName") : "";
  if (Tidy(given).empty() && Tidy(family).empty()) {
    const std::string display = Tidy(TextOf(user, "displayName"));
    const std::string formatted = name ? Tidy(TextOf(*name, "formatted")) : "";
    std::tie(given, family) = SplitName(display.empty() ? formatted : display);
  }
  attributes.given_name = TidyName(given);
  attributes.family_name = TidyName(family);
}

}  // namespace

UserFacts FactsOf(const Json& user) {
  UserFacts facts{.user_name = TextOf(user, "userName"),
                  .external_id = TextOf(user, "externalId"),
                  .display_name = TextOf(user, "displayName"),
                  .title = FirstBytes(Tidy(TextOf(user, "title")), kMaxTitleBytes)};
  const Json* const active = Find(user, "active");
  facts.active = !active || !active->is_boolean() || active->get<bool>();
  const std::vector<std::string> work = ValuesOf(user, "emails", "work");
  facts.work_email = FirstOf(work);
  facts.has_several_emails = work.size() > 1;
  ReadName(user, facts.attributes);
  facts.attributes.email = EmailOf(user);
  facts.attributes.phone = PhoneOf(user);
  if (const Json* const enterprise = Find(user, kEnterpriseSchema)) {
    facts.employee_number = TextOf(*enterprise, "employeeNumber");
    facts.department = Tidy(TextOf(*enterprise, "department"));
    const Json* const manager = Find(*enterprise, "manager");
    if (manager) facts.manager_id = TextOf(*manager, "value");
  }
  return facts;
}

}  // namespace nanolearn::scim
