#pragma once
// Every bound of the product has its name here.

#include <cstddef>

namespace nanolearn::limits {

inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;
inline constexpr size_t kMaxMessageBytes = 4 << 20;           // one gRPC message
inline constexpr size_t kMaxUploadBytes = size_t{256} << 20;  // one staff file, sent in chunks
inline constexpr size_t kMaxUnfinishedUploads = 100;         // of an organisation, sent in several calls
inline constexpr size_t kMaxUnfinishedUploadBytes = size_t{1} << 30;  // of all of these together
inline constexpr int kMaxBatchCompletions = 1000;             // one BatchRecordCompletions
inline constexpr size_t kMaxQueuedCompletions = 10000;        // waiting to be written
inline constexpr size_t kMaxCompletionsTogether = 64;         // written in one transaction
inline constexpr size_t kMaxAuditEntriesTogether = 64;        // that stand alone, in one transaction
inline constexpr int kMaxModuleFiles = 40;
inline constexpr int kMaxProgrammeModules = 100;
inline constexpr int kMaxAudienceRules = 20;
inline constexpr int kMaxDaysToComplete = 730;
inline constexpr int kMaxDaysAhead = 1096;  // an effective day after today
inline constexpr size_t kMaxRequestIdBytes = 64;
inline constexpr size_t kMaxDisplayNameBytes = 200;
inline constexpr int kMaxMinGroupSize = 100;
inline constexpr size_t kMaxNameCharacters = 100;  // a person's given or family name
inline constexpr size_t kMaxRowProblems = 1000;    // listed in one answer; the count is always whole
inline constexpr int kMaxUnitDepth = 20;
inline constexpr int kMaxMissingRuns = 30;           // until somebody missing from lists counts as gone
inline constexpr size_t kMaxSyncChanges = 1000;      // of a dry run, listed in one answer
inline constexpr size_t kMaxSyncConflicts = 200;     // kept with a run
inline constexpr size_t kMaxVerifiedDays = 60;       // in one VerifyCompliance
inline constexpr size_t kMaxFigureDifferences = 100;  // listed in one answer; the count is always whole

}  // namespace nanolearn::limits
