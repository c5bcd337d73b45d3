#include "service/rpc/value_converter.h"

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"

namespace nanolearn::rpc {
namespace {

constexpr int64_t kMicrosInSecond = 1000000;

int64_t FirstSecond(Date date) { return absl::ToUnixSeconds(absl::FromCivil(date, absl::UTCTimeZone())); }

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  int64_t seconds = micros / kMicrosInSecond;
  if (micros % kMicrosInSecond < 0) --seconds;
  google::protobuf::Timestamp proto;
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int32_t>((micros - seconds * kMicrosInSecond) * 1000));
  return proto;
}

absl::StatusOr<absl::Time> ReadTime(const google::protobuf::Timestamp& time, absl::string_view field) {
  if (time.nanos() < 0 || time.nanos() > 999999999) return InvalidField(field, "nanos are 0 to 999999999");
  if (time.seconds() < FirstSecond(kFirstDate) || time.seconds() >= FirstSecond(kLastDate + 1)) {
    return InvalidField(field, "lies between the years 1900 and 2199");
  }
  return absl::FromUnixSeconds(time.seconds()) + absl::Microseconds(time.nanos() / 1000);
}

absl::StatusOr<std::optional<absl::Time>> ReadOptionalTime(bool present,
                                                           const google::protobuf::Timestamp& time,
                                                           absl::string_view field) {
  if (!present) return std::nullopt;
  ASSIGN_OR_RETURN(const absl::Time read, ReadTime(time, field));
  return read;
}

absl::StatusOr<Date> ReadDate(const std::string& text, absl::string_view field) {
  const absl::StatusOr<Date> date = ParseDate(text);
  if (!date.ok()) return InvalidField(field, date.status().message());
  return *date;
}

absl::StatusOr<std::optional<Date>> ReadOptionalDate(const std::string& text, absl::string_view field) {
  if (text.empty()) return std::nullopt;
  ASSIGN_OR_RETURN(const Date date, ReadDate(text, field));
  return date;
}

std::string FirstDay(const DateRange& range) {
  return range.from <= kFirstDate ? std::string() : FormatDate(range.from);
}

std::string LastDay(const DateRange& range) {
  return range.to >= kNoEnd ? std::string() : FormatDate(range.to - 1);
}

absl::StatusOr<IdName> ReadIdName(const std::string& name, absl::string_view collection,
                                  absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedName parsed, ParseName(name, collection, field));
  ASSIGN_OR_RETURN(const Id id, ParseIdPart(parsed.id, field));
  return IdName{parsed.organisation, id};
}

absl::StatusOr<Id> ReadOptionalIdIn(const std::string& organisation, const std::string& name,
                                    absl::string_view collection, absl::string_view field) {
  if (name.empty()) return kNoId;
  ASSIGN_OR_RETURN(const std::string id, ParseNameIn(organisation, name, collection, field));
  return ParseIdPart(id, field);
}

absl::StatusOr<std::string> ReadNameIn(const std::string& organisation, const std::string& name,
                                       absl::string_view collection, absl::string_view field) {
  RETURN_IF_ERROR(ParseName(name, collection, field).status());
  return ParseNameIn(organisation, name, collection, field);
}

}  // namespace nanolearn::rpc
