#pragma once
// The one table of who may call what, and what is written down of it.

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/domain/role.h"

namespace nanolearn::rpc {

// What the audit keeps of calls of a method.
enum class Trace {
  kNothing,
  kChange,  // the operation writes it, in the transaction that makes the change
  kLook,    // at individuals, or at a report: the call's wrapper writes it before the answer goes out
};

struct MethodAccess {
  absl::string_view method;  // "CreateToken": no two services have a method of the same name
  Permission permission;     // roles without it are refused before anything is looked up
  Trace trace;
  bool dry_run_is_look = false;  // with `validate_only` it answers with people, and changes nothing
};

// Every method of the API.
absl::Span<const MethodAccess> MethodTable();
// Null for a method that is not in the table, which nobody may call.
const MethodAccess* AccessOf(absl::string_view method);

}  // namespace nanolearn::rpc
