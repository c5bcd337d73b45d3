#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

// The words of a lesson's pages. $0 and $1 are filled in.
struct LessonWords {
  // Around them.
  const char* lesson;
  const char* mine;
  const char* leave;
  const char* start_over;  // in a preview
  // The start.
  const char* one_minute;
  const char* minutes;  // $0 minutes
  const char* takes;    // Time:
  const char* due;      // Before:
  const char* due_on;   // $0, a day
  const char* was_due_on;
  const char* due_in_list;  // until $0
  const char* whose;  // It is for $0.
  const char* not_you;
  const char* not_you_screen;
  const char* begin;
  const char* go_on;
  const char* other_screen;
  // Steps.
  const char* step;  // $0 of $1
  const char* next;
  const char* back;
  const char* done;
  const char* back_to_lesson;
  const char* answer;
  const char* answer_again;
  const char* choose;
  const char* choose_first;
  const char* right;
  const char* wrong;
  const char* your_answer;
  const char* right_answer;
  const char* acknowledge_title;
  const char* acknowledge_text;  // $0: the document
  const char* acknowledge;
  // The end.
  const char* finished_title;
  const char* finished_last_title;
  const char* finished_text;      // $0: the lesson
  const char* acknowledged_text;  // $0: the document
  const char* finished_on;        // $0: the lesson, $1: the day
  const char* acknowledged_on;
  const char* first_tries;  // $0 of $1
  const char* all_first_tries;
  const char* one_first_try;  // the only question
  const char* no_first_try;   // the only question: $0 of $1
  const char* next_title;
  const char* open_next;
  const char* nothing_left;
  const char* read_again;
  const char* to_mine;
  const char* may_close;
  // How a lesson may stand.
  const char* upcoming_title;
  const char* upcoming_text;  // $0: the day
  const char* withdrawn_title;
  const char* withdrawn_text;
  const char* waived_title;
  const char* waived_text;
  const char* paused_title;
  const char* paused_text;
  const char* closed_title;
  const char* closed_text;
  const char* elsewhere_title;
  const char* elsewhere_text;
  const char* session_text;
  const char* do_it_anyway;
  // My lessons.
  const char* to_do;
  const char* nothing_to_do;
  const char* done_list;
  const char* open;
  const char* begun;
  const char* late;
  const char* upcoming;
  const char* done_on;  // $0: the day
  // Shared screens.
  const char* screen_title;
  const char* screen_text;
  const char* screen_where;  // $0: the address
  const char* screen_picture;
  const char* screen_once;
  const char* back_here;
};

// English for "en", else Swedish.
const LessonWords& LessonWordsOf(absl::string_view language);

}  // namespace nanolearn::pages
