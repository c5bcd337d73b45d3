#pragma once
// Each entry of an organisation's audit is bound to the one before by its hash, so that nobody can change, drop, swap or add one
// without changing all that follow. Pure.

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "service/domain/audit_entry.h"

namespace nanolearn {

// How far a chain goes.
struct AuditHead {
  uint64_t sequence = 0;  // of the last entry; 0: there is none
  std::string hash;       // 32 bytes

  bool operator==(const AuditHead&) const = default;
};

// Before the first entry: 32 zero bytes.
AuditHead EmptyAuditChain();

// The details of an entry as a JSON object, its keys sorted.
std::string AuditDetailsText(const AuditDetails& details);

// What is hashed of an entry: JSON without spaces, its keys in the order of their bytes. Anybody can make it again from an export.
std::string AuditText(Id organisation_id, const AuditEntry& entry);

// SHA-256 of the hash before in hexadecimal digits, a line feed and the text: what `printf '%s\n%s' BEFORE TEXT | sha256sum` prints.
std::string AuditHash(absl::string_view hash_before, absl::string_view text);

// Makes `entry` the next of the chain: gives it its sequence, and moves the head.
void Extend(Id organisation_id, AuditHead& head, AuditEntry& entry);

}  // namespace nanolearn
