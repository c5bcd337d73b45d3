#pragma once
// Who of a programme, in its file.

#include <vector>

#include "service/domain/programme_definition.h"
#include "service/domain/toml_fields.h"

namespace nanolearn {

// [[audience]]
void ReadAudience(const toml::node& node, TomlFields& fields, std::vector<RuleDefinition>& rules);

}  // namespace nanolearn
