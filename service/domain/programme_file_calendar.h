#pragma once
// When of a programme, in its file.

#include "service/domain/programme.h"
#include "service/domain/toml_fields.h"

namespace nanolearn {

// [calendar]
void ReadCalendar(const toml::table& table, TomlFields& fields, Calendar& calendar);
// [again]
void ReadAgain(const toml::table& table, TomlFields& fields, Calendar& calendar);

}  // namespace nanolearn
