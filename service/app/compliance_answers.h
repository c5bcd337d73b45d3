#pragma once
// What a unit's people answered, by question and month, and which of it may be told.

#include <vector>

#include "service/app/compliance_scope.h"

namespace nanolearn {

// Answers to one question in one month. They are the smallest thing that is shown or hidden, so that sums
// over months, questions and topics never tell more than their parts do.
struct UnitAnswers {
  AnswerCount count;
  bool hidden = false;
};

// Of the scope's unit, and of its module when it names one; from the month `from` to the month `to`. Hidden
// is what must be in the tree on the month's last day, or `today` when that comes first: another answer about
// the same month tells the same.
std::vector<UnitAnswers> AnswersOf(const ReadTransaction& tx, const ComplianceScope& scope, UnitTrees& trees,
                                   Date today, Date from, Date to);

}  // namespace nanolearn
