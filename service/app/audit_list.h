#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/audit_chain.h"

namespace nanolearn {

struct AuditQuery {
  std::string organisation;  // empty: the installation
  std::string person;  // as FindPeople takes it; empty: entries about anybody
  AuditFilter filter;
  bool oldest_first = false;
};

struct AuditEntryView {
  ChainedEntry chained;
  std::string actor_name;  // as it is now; empty when it is not known any more
};

// A page of a chain.
struct AuditEntries {
  Id organisation_id = kNoId;
  std::vector<AuditEntryView> entries;
  std::string next_page_token;
};

struct AuditHeadView {
  Id organisation_id = kNoId;
  AuditHead head;
};

// Reading the audit; the errors are those of audit_service.proto. Thread-safe.
class AuditList {
 public:
  explicit AuditList(const Environment& env) : env_(env) {}

  absl::StatusOr<AuditEntries> List(const Caller& caller, const AuditQuery& query, const PageRequest& page);
  absl::StatusOr<AuditHeadView> Head(const Caller& caller, const std::string& organisation);

 private:
  Environment env_;
};

}  // namespace nanolearn
