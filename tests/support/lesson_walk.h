#pragma once

#include <set>
#include <string>

#include "tests/support/http_load.h"

namespace nanolearn::testing {

// Goes through a lesson as a browser without JavaScript does: presses the button of each page and follows
// where it leads, and tries one answer after another until one is right.
class LessonWalk {
 public:
  // `path` is that of a link, "/l/k7mq-2x9d-hj4n-p3ra".
  LessonWalk(std::string host, std::string path) : host_(std::move(host)), path_(std::move(path)) {}

  // The next request, given the reply to the last one (null: begin, or look again). Empty: the lesson is
  // done, or cannot go on.
  absl::string_view Next(const HttpReply* last);

  bool is_done() const { return is_done_; }
  int requests() const { return requests_; }
  // Why it cannot go on; empty when it can.
  const std::string& problem() const { return problem_; }

 private:
  absl::string_view Get(absl::string_view path);
  absl::string_view Post(absl::string_view path, const std::string& body);
  absl::string_view Press(absl::string_view page);
  absl::string_view Stop(const HttpReply& reply);

  const std::string host_;
  const std::string path_;
  std::string request_;
  std::set<std::string> tried_;  // forms that have been sent: what is tried again would be no progress
  bool completes_ = false;       // the last press was that
  bool is_done_ = false;
  int requests_ = 0;
  std::string problem_;
};

}  // namespace nanolearn::testing
