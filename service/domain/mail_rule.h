#pragma once

#include <vector>

namespace nanolearn {

// When a programme writes to people about a module. Days are counted from the due date; each list ascends.
struct MailRule {
  bool invites = true;             // on the day it opens
  std::vector<int> before = {7};   // days before it is due
  std::vector<int> after = {3};    // days after it was due
  // Days after it was due when the manager is told; the second time the manager's manager, and so on up the
  // line. After the last nobody is told any more.
  std::vector<int> escalation;

  friend bool operator==(const MailRule&, const MailRule&) = default;
};

inline MailRule NoMails() { return {false, {}, {}, {}}; }

inline constexpr int kMaxMailDays = 365;
inline constexpr int kMaxMailTimes = 10;  // in one list

}  // namespace nanolearn
