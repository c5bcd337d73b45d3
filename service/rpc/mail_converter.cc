#include "service/rpc/mail_converter.h"

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

// The API's enumerations are in the order of ours, after UNSPECIFIED.
template <typename Proto, typename Enum>
Proto Numbered(Enum value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

}  // namespace

v1::Mail ToProto(const MailView& view, const std::string& organisation) {
  const MailTable::Entry& entry = view.entry;
  v1::Mail proto;
  proto.set_name(ResourceName(organisation, "mails", entry.mail.id));
  proto.set_kind(Numbered<v1::MailKind>(entry.mail.kind));
  proto.set_state(Numbered<v1::MailState>(entry.state));
  proto.set_recipient(entry.mail.recipient);
  if (view.person_id != kNoId) proto.set_person(ResourceName(organisation, "people", view.person_id));
  proto.set_subject(entry.mail.subject);
  *proto.mutable_create_time() = ToProto(entry.mail.create_time);
  if (entry.state == MailState::kWaiting) *proto.mutable_due_time() = ToProto(entry.due_time);
  if (entry.end_time != absl::InfiniteFuture()) *proto.mutable_end_time() = ToProto(entry.end_time);
  proto.set_tries(entry.tries);
  proto.set_error(entry.last_error);
  return proto;
}

v1::MailTemplate ToProto(const MailTemplate& mail_template) {
  v1::MailTemplate proto;
  proto.set_kind(Numbered<v1::MailTemplateKind>(mail_template.kind));
  proto.set_language(mail_template.language);
  proto.set_subject(mail_template.subject);
  proto.set_body(mail_template.body);
  proto.set_is_changed(mail_template.update_time != absl::InfinitePast());
  if (proto.is_changed()) *proto.mutable_update_time() = ToProto(mail_template.update_time);
  return proto;
}

absl::StatusOr<MailState> ReadMailState(v1::MailState state, absl::string_view field) {
  if (state == v1::MAIL_STATE_UNSPECIFIED) return MailState::kFailed;
  if (state < 0 || state > v1::MAIL_STATE_DROPPED) return InvalidField(field, "is not a state of mails");
  return static_cast<MailState>(state - 1);
}

absl::StatusOr<LetterKind> ReadLetterKind(v1::MailTemplateKind kind, absl::string_view field) {
  if (kind <= 0 || kind > v1::MAIL_TEMPLATE_KIND_SIGN_IN) {
    return InvalidField(field,
                        "must be given: INVITATION, REMINDER, OVERDUE, DIGEST, ESCALATION, NEW_LINK or "
                        "SIGN_IN");
  }
  return static_cast<LetterKind>(kind - 1);
}

absl::StatusOr<MailTemplate> ReadMailTemplate(const v1::MailTemplate& proto) {
  MailTemplate read{.language = proto.language(), .subject = proto.subject(), .body = proto.body()};
  ASSIGN_OR_RETURN(read.kind, ReadLetterKind(proto.kind(), "template.kind"));
  return read;
}

}  // namespace nanolearn::rpc
