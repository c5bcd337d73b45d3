#include "service/domain/programme_file_mail.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kKeys[] = {"invitation", "before", "after", "escalation"};

// In any order: people write 7, 1 before a day and 3, 10 after it.
std::vector<int> ReadDays(const toml::node& node, absl::string_view key, TomlFields& fields) {
  std::vector<int> days;
  if (!node.is_array()) {
    fields.Problem(LineOfNode(node),
                   absl::StrCat(key, " must be a list of days, such as [7, 1], or [] for none"));
    return days;
  }
  for (const toml::node& day : *node.as_array()) {
    days.push_back(fields.Number(day, absl::StrCat("each of ", key)));
  }
  std::sort(days.begin(), days.end());
  return days;
}

}  // namespace

void ReadMail(const toml::table& table, TomlFields& fields, MailRule& mails) {
  fields.CheckKeys(table, kKeys, "[mail]");
  fields.Remember("programme.mails", table);
  if (const auto* node = table.get("invitation")) mails.invites = fields.YesNo(*node, "invitation");
  const std::pair<const char*, std::vector<int>*> lists[] = {
      {"before", &mails.before}, {"after", &mails.after}, {"escalation", &mails.escalation}};
  for (const auto& [key, days] : lists) {
    const auto* node = table.get(key);
    if (!node) continue;
    fields.Remember(absl::StrCat("programme.mails.", key), *node);
    *days = ReadDays(*node, key, fields);
  }
}

}  // namespace nanolearn
