// Templates of mails, as organisations change them: subject, line feed, body.

#include <string>

#include "service/letters/letter.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t split = std::min(bytes.find('\n'), bytes.size());
  MailTemplate mail_template = letters::OwnTemplate(LetterKind::kInvitation, "sv");
  mail_template.subject = std::string(bytes.substr(0, split));
  mail_template.body = std::string(split < bytes.size() ? bytes.substr(split + 1) : "");
  if (!letters::CheckTemplate(mail_template).ok()) return 0;
  REQUIRE(letters::Compose(mail_template, letters::SampleValues(LetterKind::kInvitation, "sv")).ok());
  return 0;
}
