#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// Who is meant by what people are called from outside: an id of ours, an e-mail address, or SOURCE:KEY with
// the key that a source gives an engagement. A key means who had it on the day asked about, of `days` in the
// same order; without days, whom the source names now; and else whom it named last. One answer for each, in
// order: NOT_FOUND / PERSON_NOT_FOUND or PERSON_ERASED, or FAILED_PRECONDITION / PERSON_AMBIGUOUS for an
// address that several people have. Whoever was merged is who goes on.
std::vector<absl::StatusOr<Id>> FindPeople(const ReadTransaction& tx, const Organisation& organisation,
                                           absl::Span<const std::string> called,
                                           absl::Span<const Date> days = {});

// NOT_FOUND / PERSON_ERASED.
absl::Status CheckNotErased(const Organisation& organisation, const Person& person);

}  // namespace nanolearn
