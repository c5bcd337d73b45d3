#include "tests/integration/request_filler.h"

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr int kMaxDepth = 6;

// By a field's name, or a message's and a field's. "@" before a noun: its name; "@": of what the method or the message
// is about; "": left empty, since it names nothing.
const std::map<std::string, std::string>& Texts() {
  static const auto* const texts = new std::map<std::string, std::string>{
      // What names something.
      {"name", "@"},
      {"names", "@"},
      {"parent", "@Organisation"},
      {"ListSyncChangesRequest.parent", "@SyncRun"},
      {"unit", "@Unit"},
      {"default_unit", "@Unit"},
      {"person", "@Person"},
      {"people", "@Person"},
      {"merged_person", "@OtherPerson"},
      {"module", "@Module"},
      {"modules", "@Module"},
      {"GetModuleRequest.name", "@OtherModule"},  // ours have no such one
      {"AttestSessionRequest.module", "@Session"},
      {"programme", "@Programme"},
      {"assignment", "@Assignment"},
      {"assignments", "@Assignment"},
      {"exception_id", "@ExceptionId"},
      {"source", "@SourceId"},
      {"Token.source", ""},  // goes with no unit
      {"employee_number_source", "@SourceId"},
      {"actor", "@TokenId"},
      // Days and times.
      {"date", "2026-11-20"},
      {"as_of", "2026-11-20"},
      {"from", "2026-11-02"},
      {"to", "2026-11-20"},
      {"days", "2026-11-20"},
      {"until_date", "2026-12-15"},
      {"due_date", "2026-12-15"},
      {"open_date", "2026-11-02"},
      {"end_date", "2027-12-31"},
      {"start_date", "2026-12-24"},
      {"effective_date", "2026-11-23"},
      {"ask_date", "2026-11-23"},
      {"last_effective_date", ""},
      {"next_day", ""},
      {"AudienceRule.start_date", ""},  // a rule that has ended is not read
      {"AudienceRule.end_date", ""},
      {"Period.end_date", "2027-01-06"},
      {"MailHours.from", "07:00"},
      {"MailHours.to", "17:00"},
      {"period", "2026-Q4"},
      // Addresses and other things with a form.
      {"email", "kim@grannby.example"},
      {"contact_email", "kim@grannby.example"},
      {"owner_email", "kim@grannby.example"},
      {"recipients", "kim@grannby.example"},
      {"audit_recipients", "kim@grannby.example"},
      {"url", "https://grannby.example/hook"},
      {"issuer", "https://idp.grannby.example"},
      {"bearer_issuer", ""},
      {"client_id", "nanolearn"},
      {"audiences", ""},
      {"email_claim", ""},
      {"acr_values", ""},
      {"amr_values", ""},
      {"organisation_id", "apart"},
      {"programme_id", "apart"},
      {"time_zone", "Europe/Stockholm"},
      {"language", "sv"},
      // What anybody may write.
      {"display_name", "Grannby"},
      {"reason", "Kim är ledig"},
      {"leader", "Kim"},
      {"subject", "Hej"},
      {"body", "Hej"},
      {"evidence", ""},
      {"query", ""},
      {"action", ""},
      {"roles", ""},
      {"file_name", "lista.csv"},
      {"mapping", ""},
      {"mapping_file_name", ""},
      {"path", "sv.md"},
      {"secret", ""},
      {"client_secret", ""},
      {"page_token", ""},
      {"etag", ""},
      // What answers alone have.
      {"created_by", ""},
      {"hash", ""},
      {"parameters", ""},
      {"last_error", ""},
  };
  return *texts;
}

const std::map<std::string, int>& Numbers() {
  static const auto* const numbers = new std::map<std::string, int>{
      {"days_to_complete", 30}, {"days_after", 5}, {"sequence", 1}, {"months_after_leaving", 24}, {"digest_weekday", 1}};
  return *numbers;
}

// Where the first value is not the one.
const std::map<std::string, std::string>& Choices() {
  static const auto* const choices = new std::map<std::string, std::string>{
      {"role", "ROLE_MANAGER"}, {"actor_type", "AUDIT_ACTOR_TYPE_TOKEN"}};
  return *choices;
}

// Fills one request.
class Filling {
 public:
  // `left_out`: a field's name, or a message's and a field's.
  Filling(const NamesByNoun& names, const MethodDescriptor& method, std::string left_out)
      : names_(names), method_(method), left_out_(std::move(left_out)) {}

  void Fill(Message& message, int depth = 0) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const auto* const choice = field.real_containing_oneof();
      const bool is_other_choice = choice != nullptr && choice->field(0) != &field;
      const bool is_left_out = left_out_ == field.name() || left_out_ == KeyOf(field);
      if (!is_other_choice && !is_left_out) FillField(field, message, depth);
    }
  }
  bool names_something() const { return names_something_; }

 private:
  static std::string KeyOf(const FieldDescriptor& field) {
    return absl::StrCat(field.containing_type()->name(), ".", field.name());
  }

  void FillField(const FieldDescriptor& field, Message& message, int depth) {
    if (field.is_map()) return FillMap(field, message);
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return FillPart(field, message, depth);
      case FieldDescriptor::CPPTYPE_STRING:
        if (field.type() == FieldDescriptor::TYPE_STRING) SetText(field, TextFor(field), message);
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        return SetChoice(field, message);
      case FieldDescriptor::CPPTYPE_INT32:
      case FieldDescriptor::CPPTYPE_INT64:
        return SetNumber(field, message);
      default:
        return;
    }
  }

  // Times and masks say nothing of anybody.
  void FillPart(const FieldDescriptor& field, Message& message, int depth) {
    if (absl::StartsWith(field.message_type()->full_name(), "google.") || depth >= kMaxDepth) return;
    const auto* const reflection = message.GetReflection();
    Fill(field.is_repeated() ? *reflection->AddMessage(&message, &field) : *reflection->MutableMessage(&message, &field),
         depth + 1);
  }

  // The only one has modules and days.
  void FillMap(const FieldDescriptor& field, Message& message) {
    if (field.name() != "module_open_dates") {
      ADD_FAILURE() << "what is in " << field.full_name() << "? Say it in " << __FILE__;
      return;
    }
    Message& entry = *message.GetReflection()->AddMessage(&message, &field);
    SetText(*entry.GetDescriptor()->map_key(), names_.at("Module"), entry);
    SetText(*entry.GetDescriptor()->map_value(), Texts().at("open_date"), entry);
  }

  std::string TextFor(const FieldDescriptor& field) {
    // Another for each request of the method.
    if (field.name() == "request_id") return absl::StrCat(RequestIdOf(std::string(method_.name())), left_out_);
    auto found = Texts().find(KeyOf(field));
    if (found == Texts().end()) found = Texts().find(std::string(field.name()));
    if (found == Texts().end()) {
      ADD_FAILURE() << "what is in " << field.full_name() << "? Say it in " << __FILE__;
      return "";
    }
    absl::string_view noun = found->second;
    if (!absl::ConsumePrefix(&noun, "@")) return found->second;
    return NameOf(noun.empty() ? NounOf(field) : std::string(noun), field);
  }

  std::string NameOf(const std::string& noun, const FieldDescriptor& field) {
    const auto name = names_.find(noun);
    if (name == names_.end()) {
      // A part that has a name by its whole.
      if (field.containing_type() == method_.input_type()) {
        ADD_FAILURE() << "nothing is there that " << field.full_name() << " could name: add it to OneOfEach";
      }
      return "";
    }
    // Keys are the installation's.
    if (noun != "Organisation" && noun != "Key") names_something_ = true;
    return name->second;
  }

  // What a field "name" names: that which the message is, or of a request what its method is about.
  std::string NounOf(const FieldDescriptor& field) const {
    if (field.containing_type() != method_.input_type()) return std::string(field.containing_type()->name());
    std::string longest;
    for (const auto& [noun, name] : names_) {
      if (absl::StrContains(method_.name(), noun) && noun.size() > longest.size()) longest = noun;
    }
    return longest;
  }

  static void SetText(const FieldDescriptor& field, const std::string& text, Message& message) {
    if (text.empty()) return;
    const auto* const reflection = message.GetReflection();
    if (field.is_repeated()) {
      reflection->AddString(&message, &field, text);
    } else {
      reflection->SetString(&message, &field, text);
    }
  }

  static void SetChoice(const FieldDescriptor& field, Message& message) {
    const EnumDescriptor& type = *field.enum_type();
    const auto chosen = Choices().find(std::string(field.name()));
    const EnumValueDescriptor* const value =
        chosen == Choices().end() ? type.value(1) : type.FindValueByName(chosen->second);
    ASSERT_NE(value, nullptr) << field.full_name();
    const auto* const reflection = message.GetReflection();
    if (field.is_repeated()) {
      reflection->AddEnum(&message, &field, value);
    } else {
      reflection->SetEnum(&message, &field, value);
    }
  }

  static void SetNumber(const FieldDescriptor& field, Message& message) {
    const auto number = Numbers().find(std::string(field.name()));
    if (number == Numbers().end() || field.is_repeated()) return;
    const auto* const reflection = message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      reflection->SetInt32(&message, &field, number->second);
    } else {
      reflection->SetInt64(&message, &field, number->second);
    }
  }

  const NamesByNoun& names_;
  const MethodDescriptor& method_;
  const std::string left_out_;
  bool names_something_ = false;
};

// What is left out of each request of a method, one after the other.
std::vector<std::string> LeftOut(const MethodDescriptor& method) {
  const Descriptor& type = *method.input_type();
  // Each narrows by itself.
  if (type.FindFieldByName("programme") && type.FindFieldByName("module")) return {"module", "programme"};
  // With a name it is about a programme that is there, without one about what is said of it.
  if (method.name() == "PreviewProgramme" || method.name() == "ExplainAudience") return {"", "Programme.name"};
  if (method.name() == "RevokeLinks") return {"person", "names"};
  return {""};
}

}  // namespace

std::vector<RequestFiller::Filled> RequestFiller::RequestsOf(const MethodDescriptor& method) const {
  std::vector<Filled> requests;
  for (const std::string& left_out : LeftOut(method)) {
    Filling filling(names_, method, left_out);
    Filled& filled = requests.emplace_back();
    filled.request = NewMessage(method.input_type());
    filling.Fill(*filled.request);
    filled.names_something = filling.names_something();
  }
  return requests;
}

}  // namespace nanolearn::testing
