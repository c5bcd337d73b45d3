#include "service/rpc/call_subject.h"

#include <google/protobuf/descriptor.h>

#include <initializer_list>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace nanolearn::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsOneText(const FieldDescriptor* field) {
  return field && !field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return IsOneText(field) ? message.GetReflection()->GetString(message, field) : "";
}

std::string FirstText(const Message& message, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string text = TextOf(message, name); !text.empty()) return text;
  }
  return "";
}

std::string NameIn(const Message& message) { return FirstText(message, {"name", "parent", "organisation"}); }

// UpdateProgramme has its name in `programme`.
std::string NameInPart(const Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_part = !field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!is_part || !message.GetReflection()->HasField(message, &field)) continue;
    if (std::string name = NameIn(message.GetReflection()->GetMessage(message, &field)); !name.empty()) return name;
  }
  return "";
}

Id PersonIn(absl::string_view name) {
  static constexpr absl::string_view kPeople = "/people/";
  const size_t at = name.rfind(kPeople);
  return at == absl::string_view::npos ? kNoId : ParseId(name.substr(at + kPeople.size())).value_or(kNoId);
}

}  // namespace

CallSubject SubjectOf(const Message& request) {
  CallSubject subject{
      .resource = NameIn(request), .person = TextOf(request, "person"), .request_id = TextOf(request, "request_id")};
  if (subject.resource.empty()) subject.resource = NameInPart(request);
  subject.person_id = PersonIn(subject.resource);
  if (subject.person_id == kNoId) subject.person_id = PersonIn(subject.person);
  return subject;
}

bool IsDryRun(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("validate_only");
  return field && field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !field->is_repeated() &&
         request.GetReflection()->GetBool(request, field);
}

std::string QueryIn(const Message& request) {
  const std::unique_ptr<Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_token", "page_size", "request_id"}) {
    const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName(name);
    if (field) query->GetReflection()->ClearField(query.get(), field);
  }
  return query->SerializeAsString();
}

int CountIn(const Message& response) {
  const Descriptor& type = *response.GetDescriptor();
  if (!absl::StartsWith(type.name(), "List")) return -1;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->is_repeated()) return response.GetReflection()->FieldSize(response, type.field(i));
  }
  return -1;
}

}  // namespace nanolearn::rpc
