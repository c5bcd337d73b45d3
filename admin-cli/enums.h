#pragma once
// Values of proto enums without their prefix: ENGAGEMENT_KIND_BOARD_SEAT is BOARD_SEAT.

#include <google/protobuf/generated_enum_reflection.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// Empty for UNSPECIFIED and for values newer than this program.
std::string EnumName(const google::protobuf::EnumDescriptor* type, int value);
// In capitals or not, with - or _. Wrong usage names the values there are.
absl::StatusOr<int> ParseEnumName(const google::protobuf::EnumDescriptor* type, absl::string_view text);
// All but UNSPECIFIED, in small letters with commas: for help.
std::string EnumChoices(const google::protobuf::EnumDescriptor* type);

template <typename Enum>
std::string EnumText(Enum value) {
  return EnumName(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

template <typename Enum>
absl::StatusOr<Enum> ParseEnum(absl::string_view text) {
  const absl::StatusOr<int> value = ParseEnumName(google::protobuf::GetEnumDescriptor<Enum>(), text);
  if (!value.ok()) return value.status();
  return static_cast<Enum>(*value);
}

template <typename Enum>
std::string Choices() {
  return EnumChoices(google::protobuf::GetEnumDescriptor<Enum>());
}

}  // namespace nanolearn::cli
