#pragma once
// From the bytes of a staff file to records that the rules can use. No I/O, no database.

#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/engagement.h"
#include "service/domain/row_problem.h"
#include "service/domain/staff_mapping.h"
#include "service/domain/unit.h"

namespace nanolearn {

// One usable row: one engagement of one person.
struct StaffRecord {
  int line = 0;
  std::string
      personnummer;  // 12 digits, or empty when the source has none. Never stored or logged: only its hash
  std::string person_key;  // the source's own id for the person, when there is no personnummer
  std::string given_name;
  std::string family_name;
  std::string email;  // lower case domain; empty: none
  std::string phone;
  bool protected_identity = false;
  std::string key;  // of the engagement in this source, unique in the file
  EngagementFacts facts;
};

// Whom a row that was left out is about, as far as it could be read: what is empty is not known. The source
// does name them, so they have not left.
struct RefusedRow {
  std::string personnummer;  // as in StaffRecord
  std::string person_key;
  std::string key;
};

struct StaffFile {
  int rows = 0;                      // data rows in the file
  std::vector<StaffRecord> records;  // in the order of the file
  std::vector<RowProblem> problems;  // in the order of the file
  std::vector<RefusedRow> refused;   // in the order of the file
};

struct StaffFileContext {
  std::string file_name;                                        // for messages
  Date today;                                                   // for ten-digit personnummer
  const absl::flat_hash_map<std::string, UnitVersion>* units;   // by code: those a row may name
  std::function<std::string(absl::string_view)> identity_hash;  // keyed, bytes; see below
};

// INVALID_ARGUMENT for a file that cannot be trusted as a whole, with reason and sentence:
//   NOT_TEXT, NOT_A_TABLE, EMPTY_FILE (no header, or a header and nothing else), FILE_CUT_OFF (an open quote;
//   or the last row without its line end, unless the mapping allows it and the row is complete): see
//   table_file.h,
//   MISSING_COLUMN (a column the mapping names is not there, or twice; says which are there and the nearest;
//   violations name each),
//   NO_USABLE_ROW (every row was refused; the sentence gives the most frequent reason).
// A row is left out (one kError, the first fault found) for: WRONG_FIELD_COUNT, INVALID_TEXT (control
//   characters; an id or telephone number over limits::kMaxNameCharacters), BAD_PERSONNUMMER (missing or
//   wrong), MISSING_VALUE (person key, name, unit, from), UNKNOWN_UNIT, BAD_DATE, TO_BEFORE_FROM, BAD_YES_NO.
// A row is used with a kWarning for: DUPLICATE_ROW (says the same as an earlier one; used once), MISSING_KEY
//   (column mapped but empty; a key is made), BAD_EMAIL and BAD_LEAVE (the field is dropped; a leave without
//   a right from, or with a to before it), NAME_TOO_LONG (a name or role cut to limits::kMaxNameCharacters
//   characters), OWN_MANAGER (manager dropped).
// Only mapped columns are looked at. A person needs a name, not both: some have one only. With both a
// personnummer and a person key mapped, the key is used where the personnummer is empty.
//
// The key of an engagement is the mapped column's value. Without a mapped column, or where it is empty, it is
// "h:" and the hexadecimal `identity_hash` of "<12 digits or person key>|unit code|role|from", so that no
// personnummer is stored (a plain hash of one is easily reversed; the caller gives a keyed one). Where two
// different rows share a key they are ordered by (from, unit code, role); the first keeps it, the second is
// called "KEY#2", the third "KEY#3".
absl::StatusOr<StaffFile> ReadStaffFile(absl::string_view bytes, const StaffMapping& mapping,
                                        const StaffFileContext& context);

}  // namespace nanolearn
