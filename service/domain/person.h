#pragma once

#include <string>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/domain/source.h"

namespace nanolearn {

// What one source says of a person, apart from their engagements.
struct PersonAttributes {
  std::string given_name;
  std::string family_name;
  std::string email;
  std::string phone;
  bool protected_identity = false;

  friend bool operator==(const PersonAttributes&, const PersonAttributes&) = default;
};

// What a source said of a person on the days of `valid`.
struct AttributeVersion {
  Id id = kNoId;
  Id person_id = kNoId;
  Id source_id = kNoId;
  PersonAttributes attributes;
  DateRange valid;
  bool is_current = true;  // what the source says now; no version of a person whom it let go is
};

// One human, with what holds of them on a day (see ChooseAttributes).
struct Person {
  Id id = kNoId;
  PersonAttributes attributes;
  absl::Time erase_time = absl::InfiniteFuture();  // since when nothing is known of who it was
};

// What holds of a person on a day, of all that sources have said of them. For each attribute the sources that
// are preferred for it speak first, then the oldest; an empty one lets the next speak. Sources that say
// nothing for the day come after those that do, the one that spoke last first. The identity is protected if
// any source has ever said so last: one that let the person go never said that the danger is over.
PersonAttributes ChooseAttributes(absl::Span<const AttributeVersion> versions,
                                  absl::Span<const Source> sources, Date day);

}  // namespace nanolearn
