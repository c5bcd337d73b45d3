#pragma once

#include <vector>

#include "service/storage/mysql/session.h"
#include "service/storage/privacy_table.h"

namespace nanolearn::mysql {

// As PrivacyTable says.
std::vector<ErasureCount> CountErasable(Session& session, Id organisation_id, const PersonTraces& traces);
std::vector<ErasureCount> Erase(Session& session, Id organisation_id, const PersonTraces& traces, absl::Time now);

}  // namespace nanolearn::mysql
