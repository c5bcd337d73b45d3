#include "admin-cli/commands/subscription_output.h"

#include "admin-cli/enums.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::Subscription;

std::vector<std::string> TypesOf(const Subscription& s) {
  std::vector<std::string> types;
  for (const int type : s.event_types()) types.push_back(EnumText(static_cast<v1::EventType>(type)));
  return types;
}

}  // namespace

const ColumnsOf<Subscription>& BriefSubscriptionColumns() {
  static const auto* const kColumns = new ColumnsOf<Subscription>{
      {{"name", "Name", Type::kWhole}, [](const Subscription& s) { return ShortId(s.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const Subscription& s) { return EnumText(s.kind()); }},
      {{"state", "State", Type::kEnum}, [](const Subscription& s) { return EnumText(s.state()); }},
      {{"waiting", "Waiting", Type::kNumber}, [](const Subscription& s) { return s.waiting(); }},
      {{"last_success", "Last success", Type::kTime},
       [](const Subscription& s) { return Instant(s.has_last_success_time(), s.last_success_time()); }},
      {{"error", "Error"}, [](const Subscription& s) { return Optional(s.last_error()); }},
      {{"url", "Address"}, [](const Subscription& s) { return s.url(); }}};
  return *kColumns;
}

const ColumnsOf<Subscription>& FullSubscriptionColumns() {
  static const auto* const kColumns = new ColumnsOf<Subscription>(
      BriefSubscriptionColumns() +
      ColumnsOf<Subscription>{
          {{"types", "Types"}, TypesOf},
          {{"next_sequence", "Next event", Type::kNumber},
           [](const Subscription& s) { return s.next_sequence(); }},
          {{"tries", "Tries", Type::kNumber}, [](const Subscription& s) { return s.tries(); }},
          {{"next_try", "Next try", Type::kTime},
           [](const Subscription& s) { return Instant(s.has_next_try_time(), s.next_try_time()); }},
          {{"created", "Created", Type::kTime},
           [](const Subscription& s) { return Instant(s.has_create_time(), s.create_time()); }},
          {{"etag", "Etag", Type::kText, Shown::kInData}, [](const Subscription& s) { return s.etag(); }}});
  return *kColumns;
}

}  // namespace nanolearn::cli
