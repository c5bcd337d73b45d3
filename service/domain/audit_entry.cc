#include "service/domain/audit_entry.h"

#include <array>
#include <utility>

namespace nanolearn {
namespace {

template <typename Enum, size_t kSize>
using Names = std::array<std::pair<Enum, absl::string_view>, kSize>;

constexpr Names<AuditActorType, 4> kActorTypes = {{{AuditActorType::kServer, "SERVER"},
                                                   {AuditActorType::kToken, "TOKEN"},
                                                   {AuditActorType::kGrant, "GRANT"},
                                                   {AuditActorType::kPerson, "PERSON"}}};
constexpr Names<AuditChannel, 3> kChannels = {
    {{AuditChannel::kServer, "SERVER"}, {AuditChannel::kRpc, "RPC"}, {AuditChannel::kHttp, "HTTP"}}};
constexpr Names<AuditOutcome, 2> kOutcomes = {
    {{AuditOutcome::kDone, "DONE"}, {AuditOutcome::kDenied, "DENIED"}}};

template <typename Enum, size_t kSize>
absl::string_view NameIn(const Names<Enum, kSize>& names, Enum value) {
  return names[static_cast<size_t>(value)].second;
}

template <typename Enum, size_t kSize>
std::optional<Enum> ParseIn(const Names<Enum, kSize>& names, absl::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace

AuditOrigin LearnerOrigin(Id person_id) {
  return {.actor = {AuditActorType::kPerson, person_id}, .channel = AuditChannel::kHttp};
}

absl::string_view AuditActorTypeName(AuditActorType type) { return NameIn(kActorTypes, type); }
std::optional<AuditActorType> ParseAuditActorType(absl::string_view name) {
  return ParseIn(kActorTypes, name);
}
absl::string_view AuditChannelName(AuditChannel channel) { return NameIn(kChannels, channel); }
std::optional<AuditChannel> ParseAuditChannel(absl::string_view name) { return ParseIn(kChannels, name); }
absl::string_view AuditOutcomeName(AuditOutcome outcome) { return NameIn(kOutcomes, outcome); }
std::optional<AuditOutcome> ParseAuditOutcome(absl::string_view name) { return ParseIn(kOutcomes, name); }

}  // namespace nanolearn
