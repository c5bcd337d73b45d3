#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/privacy_table.h"

namespace nanolearn::mysql {

// As PrivacyTable::Traces.
PersonTraces ReadTraces(Session& session, Id organisation_id, absl::Span<const Id> people);

}  // namespace nanolearn::mysql
