#include "service/app/person_record.h"

#include "service/app/person_record_parts.h"

namespace nanolearn {

std::string PersonRecord(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people,
                         absl::Time now) {
  const RecordFacts facts(tx, organisation, people);
  const RecordJson record = {{"format", "nanolearn-person-1"},
                             {"organisation", organisation.display_name},
                             {"person", FormatId(people.front())},
                             {"exported", TimeJson(now)},
                             {"names", NamesPart(facts)},
                             {"engagements", EngagementsPart(facts)},
                             {"programmes", ProgrammesPart(facts)},
                             {"assignments", AssignmentsPart(facts)},
                             {"completions", CompletionsPart(facts)},
                             {"exceptions", ExceptionsPart(facts)},
                             {"lessons", LessonsPart(facts)},
                             {"links", LinksPart(facts)},
                             {"mails", MailsPart(facts)},
                             {"managers_told", ManagersToldPart(facts)},
                             {"contact", ContactsPart(facts)},
                             {"directory_users", DirectoryUsersPart(facts)},
                             {"merges", MergesPart(facts)},
                             {"grants", GrantsPart(facts)},
                             {"sessions", SessionsPart(facts)},
                             {"identities", tx.privacy().CountIdentities(facts.id(), people)},
                             {"audit", AuditEntriesPart(facts)}};
  return record.dump(2, ' ', false, RecordJson::error_handler_t::replace);
}

}  // namespace nanolearn
