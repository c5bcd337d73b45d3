#pragma once

#include <string>
#include <vector>

#include "service/domain/event.h"

namespace nanolearn {

// An event with what is told of it: ids and codes, never names of people. What does not belong to its type is
// empty.
struct EventDetails {
  Event event;
  Id organisation_id = kNoId;
  std::string organisation;  // the slug

  // Of completions and overdue assignments.
  Id completion_id = kNoId;
  Id assignment_id = kNoId;
  Id person_id = kNoId;  // kNoId when the identity is protected
  std::vector<std::string>
      units;  // the codes of the person's on the day; none when the identity is protected
  bool is_protected = false;
  std::string module;  // a slug
  std::string module_title;
  std::string module_language;  // of the title
  int revision = 0;             // of the module
  std::string programme;        // a slug
  int cycle = 0;
  Date due_date;  // of overdue ones: the one that passed
  absl::Time complete_time = absl::InfinitePast();
  bool late = false;

  // Of held runs.
  std::string source;
  Date effective;
};

// "organisations/alvnas/completions/0c5q...": what the event is about.
std::string EventSubjectName(const EventDetails& details);

}  // namespace nanolearn
