#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// RETURN_IF_ERROR(expr): leaves the function with expr's status unless it is OK.
#define RETURN_IF_ERROR(expr)                                         \
  do {                                                                \
    if (absl::Status _status = (expr); !_status.ok()) return _status; \
  } while (false)

#define NANOLEARN_CONCAT_INNER(a, b) a##b
#define NANOLEARN_CONCAT(a, b) NANOLEARN_CONCAT_INNER(a, b)

// ASSIGN_OR_RETURN(lhs, expr): lhs = the value of expr, or leaves the function with its status.
#define ASSIGN_OR_RETURN(lhs, expr) ASSIGN_OR_RETURN_IMPL(NANOLEARN_CONCAT(_statusor, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_IMPL(var, lhs, expr)    \
  auto var = (expr);                             \
  if (!var.ok()) return std::move(var).status(); \
  lhs = *std::move(var)
