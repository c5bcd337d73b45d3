#pragma once

#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

// How many of a unit, with everything below it, answered a question, and how many were right at the first
// try. Kept by unit and month, never by person.
struct AnswerCount {
  Id unit_id = kNoId;
  Id module_id = kNoId;
  int revision = 0;
  int question = 0;  // from 1
  Date month;        // its first day
  int answered = 0;
  int right_at_first = 0;
};

}  // namespace nanolearn
