// Exports of the audit, checked without trust in whoever wrote them.

#include "absl/strings/str_split.h"
#include "service/domain/audit_export.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  AuditVerifier verifier({{3, std::string(32, 'a')}});
  for (const absl::string_view line : absl::StrSplit(bytes, '\n')) verifier.Add(line);
  verifier.Finish();
  REQUIRE(verifier.problem_count() > 0);  // the anchor is of no chain
  (void)ParseAnchor(bytes);
  return 0;
}
