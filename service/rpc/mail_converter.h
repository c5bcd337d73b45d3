#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "nanolearn/v1/mail.pb.h"
#include "service/app/mail_list.h"
#include "service/domain/mail_template.h"

namespace nanolearn::rpc {

v1::Mail ToProto(const MailView& view, const std::string& organisation);
v1::MailTemplate ToProto(const MailTemplate& mail_template);

// FAILED for UNSPECIFIED.
absl::StatusOr<MailState> ReadMailState(v1::MailState state, absl::string_view field);
absl::StatusOr<LetterKind> ReadLetterKind(v1::MailTemplateKind kind, absl::string_view field);
absl::StatusOr<MailTemplate> ReadMailTemplate(const v1::MailTemplate& proto);

}  // namespace nanolearn::rpc
