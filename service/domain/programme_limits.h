#pragma once
// The bounds of programmes and of what is decided about their assignments.

#include <cstddef>

namespace nanolearn::limits {

inline constexpr size_t kMaxAudienceHistory = 200;  // rules of a programme with those that hold no more
inline constexpr size_t kMaxRolePatterns = 40;      // of one rule
inline constexpr size_t kMaxRolePatternBytes = 80;  // so many of them as that fit in a column
inline constexpr size_t kMaxListedPeople = 5000;    // of one rule
inline constexpr size_t kMaxQuietPeriods = 20;      // of one programme
inline constexpr int kMaxWeeksBetween = 52;
inline constexpr int kMaxMonthsBetween = 120;
inline constexpr int kMaxWindowDays = 365;
inline constexpr size_t kMaxReasonCharacters = 500;  // of a waiver, a void and the like; and of evidence
inline constexpr size_t kMaxExceptionsTogether = 1000;

}  // namespace nanolearn::limits
