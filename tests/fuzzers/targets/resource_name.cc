// Names and ids as callers write them.

#include <string>

#include "service/base/date.h"
#include "service/domain/resource_name.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(resource_name) {
  if (const auto name = ParseName(bytes, "units", "name"); name.ok()) REQUIRE(UnitName(name->organisation, name->id) == bytes);
  if (const auto organisation = ParseOrganisationName(bytes, "parent"); organisation.ok()) {
    REQUIRE(OrganisationName(*organisation) == bytes);
  }
  const auto unit = ParseNameIn("alvnas", bytes, "units", "unit");
  if (unit.ok() && !unit->empty()) REQUIRE(UnitName("alvnas", *unit) == bytes);
  if (const auto id = ParseId(bytes)) REQUIRE(FormatId(*id) == bytes);
  if (const auto date = ParseDate(bytes); date.ok()) REQUIRE(FormatDate(*date) == bytes);
}

}  // namespace
}  // namespace nanolearn
