#pragma once

#include "service/app/record_facts.h"

// The parts of a person's record, each a list of objects with the same keys.
namespace nanolearn {

// Who they are and were, and where they work.
RecordJson NamesPart(const RecordFacts& facts);
RecordJson EngagementsPart(const RecordFacts& facts);
RecordJson ProgrammesPart(const RecordFacts& facts);
RecordJson ContactsPart(const RecordFacts& facts);
RecordJson DirectoryUsersPart(const RecordFacts& facts);
RecordJson MergesPart(const RecordFacts& facts);

// What they have to learn, and what they have done.
RecordJson AssignmentsPart(const RecordFacts& facts);
RecordJson CompletionsPart(const RecordFacts& facts);
RecordJson ExceptionsPart(const RecordFacts& facts);
RecordJson LessonsPart(const RecordFacts& facts);

// What was sent to them, what they may see, and who has looked at them.
RecordJson LinksPart(const RecordFacts& facts);
RecordJson MailsPart(const RecordFacts& facts);
RecordJson ManagersToldPart(const RecordFacts& facts);
RecordJson GrantsPart(const RecordFacts& facts);
RecordJson SessionsPart(const RecordFacts& facts);
RecordJson AuditEntriesPart(const RecordFacts& facts);

}  // namespace nanolearn
