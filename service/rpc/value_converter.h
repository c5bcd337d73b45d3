#pragma once
// Values between the API's messages and ours. What the API cannot mean is refused with a violation of
// `field`.

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/app/paging.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn::rpc {

// With microseconds, as instants are stored.
google::protobuf::Timestamp ToProto(absl::Time time);
// An instant of kFirstDate..kLastDate.
absl::StatusOr<absl::Time> ReadTime(const google::protobuf::Timestamp& time, absl::string_view field);
// A timestamp of a message that may not have it.
absl::StatusOr<std::optional<absl::Time>> ReadOptionalTime(bool present,
                                                           const google::protobuf::Timestamp& time,
                                                           absl::string_view field);

absl::StatusOr<Date> ReadDate(const std::string& text, absl::string_view field);
// Nothing for empty text.
absl::StatusOr<std::optional<Date>> ReadOptionalDate(const std::string& text, absl::string_view field);
// The first and the last day of a period; empty where it is open.
std::string FirstDay(const DateRange& range);
std::string LastDay(const DateRange& range);

struct IdName {
  std::string organisation;
  Id id = kNoId;
};
// A name that ends with an id of ours.
absl::StatusOr<IdName> ReadIdName(const std::string& name, absl::string_view collection,
                                  absl::string_view field);
// A name that narrows a list: kNoId when empty; must be in `organisation`.
absl::StatusOr<Id> ReadOptionalIdIn(const std::string& organisation, const std::string& name,
                                    absl::string_view collection, absl::string_view field);
// The code or slug in a name that must be given and must be in `organisation`.
absl::StatusOr<std::string> ReadNameIn(const std::string& organisation, const std::string& name,
                                       absl::string_view collection, absl::string_view field);

template <typename ListRequest>
PageRequest ReadPage(const ListRequest& request) {
  return {request.page_size(), request.page_token()};
}

}  // namespace nanolearn::rpc
