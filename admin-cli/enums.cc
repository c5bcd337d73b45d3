#include "admin-cli/enums.h"

#include <google/protobuf/descriptor.h>

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "admin-cli/errors.h"

namespace nanolearn::cli {
namespace {

// Every enum begins with PREFIX_UNSPECIFIED.
std::string Prefix(const google::protobuf::EnumDescriptor* type) {
  return std::string(absl::StripSuffix(type->FindValueByNumber(0)->name(), "UNSPECIFIED"));
}

}  // namespace

std::string EnumName(const google::protobuf::EnumDescriptor* type, int value) {
  const auto* known = type->FindValueByNumber(value);
  if (value == 0 || known == nullptr) return "";
  return std::string(absl::StripPrefix(known->name(), Prefix(type)));
}

absl::StatusOr<int> ParseEnumName(const google::protobuf::EnumDescriptor* type, absl::string_view text) {
  const std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  const auto* known = type->FindValueByName(Prefix(type) + name);
  if (known == nullptr || known->number() == 0) {
    return UsageError(absl::StrCat("\"", text, "\" is not one of ", EnumChoices(type), "."));
  }
  return known->number();
}

std::string EnumChoices(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string name = EnumName(type, type->value(i)->number());
    if (!name.empty()) names.push_back(absl::AsciiStrToLower(name));
  }
  return absl::StrJoin(names, ", ");
}

}  // namespace nanolearn::cli
