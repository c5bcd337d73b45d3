#include "tests/rpc_fuzz/mutator.h"

#include <google/protobuf/descriptor.h>

#include <limits>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kMaxDepth = 4;

const std::vector<std::string>& Texts() {
  static const auto* const kTexts = new std::vector<std::string>{
      "", "0", "alvnas", "organisations/alvnas", "organisations/", "organisations/alvnas/people/", "2026-11-01",
      "2026-02-30", "0000-00-00", "9999-12-31", "sv", "en", "xx", "2026-Q4", "2026-13", "Europe/Stockholm",
      "Nowhere/Else", "anna@alvnas.example", "@", "https://example.com/hook", "http://169.254.169.254/",
      "file:///etc/passwd", "' OR '1'='1", "\"; DROP TABLE people; --", "../../etc/passwd", "%00", "{{link}}",
      "<script>alert(1)</script>", "\xc3\x85ngstr\xc3\xb6m", "\xe2\x80\xae", "\xf0\x9f\x92\xa9", "personal:100002",
      "*", "VON", "-1", "1e309", "NaN", "null", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"};
  return *kTexts;
}

}  // namespace

std::string Mutator::Text(const std::string& field) {
  if (Chance(45)) return names_[Below(names_.size())];
  if (Chance(80)) return Texts()[Below(Texts().size())];
  if (Chance(50)) return std::string(1 + Below(70'000), 'a');
  std::string text = names_[Below(names_.size())];
  text[Below(text.size())] = static_cast<char>(Below(128));
  return text;
}

int64_t Mutator::Number() {
  constexpr int64_t kNumbers[] = {0, 1, -1, 2, 7, 100, 1000, 1001, 65536, std::numeric_limits<int32_t>::max(),
                                  std::numeric_limits<int32_t>::min(), 1'795'000'000, 253'402'300'800,
                                  std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()};
  return kNumbers[Below(std::size(kNumbers))];
}

void Mutator::Fill(Message& message, int depth) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    if (Chance(depth == 0 ? 75 : 55)) FillField(message, field, depth);
  }
}

void Mutator::FillField(Message& message, const FieldDescriptor& field, int depth) {
  const Reflection* reflection = message.GetReflection();
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    const size_t times = field.is_repeated() ? Below(4) : 1;
    for (size_t i = 0; i < times; ++i) {
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        FillText(message, field);
      } else {
        FillNumber(message, field);
      }
    }
    return;
  }
  if (depth >= kMaxDepth) return;
  const size_t times = field.is_repeated() ? Below(4) : 1;
  for (size_t i = 0; i < times; ++i) {
    Message* part =
        field.is_repeated() ? reflection->AddMessage(&message, &field) : reflection->MutableMessage(&message, &field);
    Fill(*part, depth + 1);
  }
}

void Mutator::FillText(Message& message, const FieldDescriptor& field) {
  const Reflection* reflection = message.GetReflection();
  std::string text = Text(field.name());
  // The first parameter of most calls, so that more than its form is looked at.
  if ((field.name() == "parent" || field.name() == "organisation") && Chance(80)) text = "organisations/alvnas";
  if (field.is_repeated()) {
    reflection->AddString(&message, &field, text);
  } else {
    reflection->SetString(&message, &field, text);
  }
}

void Mutator::FillNumber(Message& message, const FieldDescriptor& field) {
  const Reflection* r = message.GetReflection();
  const int64_t number = Number();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      many ? r->AddInt32(&message, &field, static_cast<int32_t>(number))
           : r->SetInt32(&message, &field, static_cast<int32_t>(number));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      many ? r->AddInt64(&message, &field, number) : r->SetInt64(&message, &field, number);
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      many ? r->AddUInt32(&message, &field, static_cast<uint32_t>(number))
           : r->SetUInt32(&message, &field, static_cast<uint32_t>(number));
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      many ? r->AddUInt64(&message, &field, static_cast<uint64_t>(number))
           : r->SetUInt64(&message, &field, static_cast<uint64_t>(number));
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      many ? r->AddBool(&message, &field, number % 2 != 0) : r->SetBool(&message, &field, number % 2 != 0);
      return;
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = Chance(85) ? field.enum_type()->value(static_cast<int>(Below(field.enum_type()->value_count())))->number()
                                   : static_cast<int32_t>(number);
      many ? r->AddEnumValue(&message, &field, value) : r->SetEnumValue(&message, &field, value);
      return;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
      many ? r->AddDouble(&message, &field, static_cast<double>(number))
           : r->SetDouble(&message, &field, static_cast<double>(number));
      return;
    default:
      return;
  }
}

std::string Mutator::Bytes(const Message& message) {
  std::string bytes = message.SerializePartialAsString();
  if (!Chance(15) || bytes.empty()) return bytes;
  for (size_t i = 0; i < 1 + Below(4); ++i) bytes[Below(bytes.size())] = static_cast<char>(Below(256));
  if (Chance(30)) bytes.resize(Below(bytes.size()));
  return bytes;
}

}  // namespace nanolearn::testing
