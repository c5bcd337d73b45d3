#pragma once
// What a programme writes to people about, in its file.

#include "service/domain/mail_rule.h"
#include "service/domain/toml_fields.h"

namespace nanolearn {

// [mail]. What it leaves out stays as it is.
void ReadMail(const toml::table& table, TomlFields& fields, MailRule& mails);

}  // namespace nanolearn
