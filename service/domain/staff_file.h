#pragma once
// The rows of a staff file as the rules use them.

#include <functional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "service/domain/engagement.h"
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

struct StaffFileContext {
  std::string file_name;                                        // for messages
  Date today;                                                   // for ten-digit personnummer
  const absl::flat_hash_map<std::string, UnitVersion>* units;   // by code: those a row may name
  std::function<std::string(absl::string_view)> identity_hash;  // keyed, bytes; see below
};

// What becomes of a staff file. TableReader and StaffColumns refuse what is no table or lacks a column;
// staff_file_guard.h finds what is strange about it as a whole; StaffRowReader reads its rows.
//
// A row is left out (one kError, the first fault found) for: WRONG_FIELD_COUNT, INVALID_TEXT (control
//   characters; an id or telephone number over limits::kMaxNameCharacters), BAD_PERSONNUMMER (missing or
//   wrong), MISSING_VALUE (person key, name, unit, from), UNKNOWN_UNIT, BAD_DATE, TO_BEFORE_FROM, BAD_YES_NO.
// A row is used with a kWarning for: DUPLICATE_ROW (says the same as an earlier one; used once), MISSING_KEY
//   (column mapped but empty; a key is made), BAD_EMAIL and BAD_LEAVE (the field is dropped; a leave without
//   a right from, or with a to before it), NAME_TOO_LONG (a name or role cut to limits::kMaxNameCharacters
//   characters), OWN_MANAGER (manager dropped).
// Only mapped columns are looked at. A line end within a name or role is taken for a space. Fields behind the
// last column may be there when they are empty. A person needs a name, not both: some have one only. With both
// a personnummer and a person key mapped, the key is used where the personnummer is empty.
//
// The key of an engagement is the mapped column's value. Without a mapped column, or where it is empty, it is
// "h:" and the hexadecimal `identity_hash` of "<12 digits or person key>|unit code|role|from", so that no
// personnummer is stored (a plain hash of one is easily reversed; the caller gives a keyed one). Rows that
// share a key are numbered: see staff_keys.h.

}  // namespace nanolearn
