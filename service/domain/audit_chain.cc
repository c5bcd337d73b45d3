#include "service/domain/audit_chain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

constexpr size_t kHashBytes = 32;

std::string IdText(Id id) { return id == kNoId ? "" : FormatId(id); }

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

constexpr size_t kUsualBytes = 600;

bool IsPlain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

// A string of JSON. Nearly all are plain, and every completion has a dozen of them.
void AppendText(std::string& text, absl::string_view value) {
  if (std::all_of(value.begin(), value.end(), IsPlain)) {
    absl::StrAppend(&text, "\"", value, "\"");
  } else {
    text += nlohmann::json(std::string(value)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
}

}  // namespace

AuditHead EmptyAuditChain() { return {0, std::string(kHashBytes, '\0')}; }

std::string AuditDetailsText(const AuditDetails& details) {
  std::string text = "{";
  for (const auto& [key, value] : details) {
    if (text.size() > 1) text += ',';
    AppendText(text, key);
    text += ':';
    AppendText(text, value);
  }
  text += '}';
  return text;
}

// Its keys are sorted.
std::string AuditText(Id organisation_id, const AuditEntry& entry) {
  std::string text;
  text.reserve(kUsualBytes);
  const auto add = [&text](absl::string_view before, absl::string_view value) {
    absl::StrAppend(&text, before);
    AppendText(text, value);
  };
  add(R"({"action":)", entry.action);
  add(R"(,"actor":)", IdText(entry.origin.actor.id));
  add(R"(,"actor_type":)", AuditActorTypeName(entry.origin.actor.type));
  add(R"(,"address":)", entry.origin.address);
  add(R"(,"channel":)", AuditChannelName(entry.origin.channel));
  absl::StrAppend(&text, R"(,"details":)", AuditDetailsText(entry.details));
  add(R"(,"organisation":)", IdText(organisation_id));
  add(R"(,"outcome":)", AuditOutcomeName(entry.outcome));
  add(R"(,"person":)", IdText(entry.person_id));
  add(R"(,"request_id":)", entry.request_id);
  add(R"(,"resource":)", entry.resource);
  absl::StrAppend(&text, R"(,"sequence":)", entry.sequence);
  add(R"(,"time":)", TimeText(entry.time));
  text += '}';
  return text;
}

std::string AuditHash(absl::string_view hash_before, absl::string_view text) {
  return Sha256(absl::StrCat(Hex(hash_before), "\n", text));
}

void Extend(Id organisation_id, AuditHead& head, AuditEntry& entry) {
  entry.sequence = ++head.sequence;
  head.hash = AuditHash(head.hash, AuditText(organisation_id, entry));
}

}  // namespace nanolearn
