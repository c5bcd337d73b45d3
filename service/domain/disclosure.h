#pragma once
// What of people's assignments may be given to whoever asks for public records. No I/O.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/domain/assignment.h"

namespace nanolearn {

// How people are told apart.
enum class DisclosedNames { kNumber, kInitials, kFull };

struct DisclosureRow {
  Id person_id = kNoId;
  std::string given_name, family_name;
  bool is_protected = false;
  std::string unit;  // its name
  std::string programme, module;
  Date due_date;
  std::optional<Date> complete_date;
  AssignmentState state = AssignmentState::kOverdue;
};

// An extract, masked.
struct Disclosure {
  struct Row {
    int number = 0;    // 1, 2, 3, ... of the person, by first appearance
    std::string name;  // empty: masked, or not asked for
    std::string unit;  // empty: masked
    DisclosureRow source;
  };
  std::vector<Row> rows;
  // People of each kind; nobody is in two.
  int protected_people = 0;
  int small_group_people = 0;
  int left_out_people = 0;
};

// Protected identities, and people of units of which fewer than `min_group_size` are in the extract, have no name and no unit; where they are
// together fewer than that, they are left out. Nobody is shown with two units, one of which is masked. Who is masked comes last and in no order, so
// that the place tells nothing either.
Disclosure Disclose(const std::vector<DisclosureRow>& rows, DisclosedNames names, int min_group_size);

// As CSV with a heading; in Swedish as Swedish spreadsheets read it: a byte order mark and semicolons.
std::string DisclosureCsv(const Disclosure& disclosure, DisclosedNames names, absl::string_view language);

}  // namespace nanolearn
