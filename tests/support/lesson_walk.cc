#include "tests/support/lesson_walk.h"

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {
namespace {

// A tag's attribute; nothing when it has none of that name.
std::optional<std::string> Attribute(absl::string_view tag, absl::string_view name) {
  const std::string start = absl::StrCat(" ", name, "=\"");
  const size_t at = tag.find(start);
  if (at == absl::string_view::npos) return std::nullopt;
  const size_t from = at + start.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

std::vector<absl::string_view> Tags(absl::string_view html, absl::string_view name) {
  std::vector<absl::string_view> tags;
  const std::string start = absl::StrCat("<", name, " ");
  for (size_t at = html.find(start); at != absl::string_view::npos; at = html.find(start, at + 1)) {
    tags.push_back(html.substr(at, html.find('>', at) - at));
  }
  return tags;
}

std::string Pair(const std::string& name, const std::string& value) {
  return absl::StrCat(UrlEncode(name), "=", UrlEncode(value));
}

// What a form may be sent with, and what tells it from what has been sent before: a page counts the tries.
struct Filled {
  std::string body;
  std::string what;
};

// Once for each answer that the form offers.
std::vector<Filled> Fill(absl::string_view form) {
  Filled common;
  std::vector<std::string> choices;
  const auto add = [](std::string& body, const std::string& pair) {
    absl::StrAppend(&body, body.empty() ? "" : "&", pair);
  };
  for (const absl::string_view tag : Tags(form, "input")) {
    const std::string type = Attribute(tag, "type").value_or("text");
    const std::string name = Attribute(tag, "name").value_or("");
    const std::string pair = Pair(name, Attribute(tag, "value").value_or("on"));
    if (type == "radio" && !absl::StrContains(tag, " disabled")) choices.push_back(pair);
    if (type != "hidden" && type != "checkbox") continue;
    add(common.body, pair);
    if (name != "tries") add(common.what, pair);
  }
  for (const absl::string_view tag : Tags(form, "button")) {
    const std::optional<std::string> name = Attribute(tag, "name");
    if (name) choices.push_back(Pair(*name, Attribute(tag, "value").value_or("")));
  }
  if (choices.empty()) return {common};
  std::vector<Filled> filled(choices.size(), common);
  for (size_t i = 0; i < choices.size(); ++i) {
    add(filled[i].body, choices[i]);
    add(filled[i].what, choices[i]);
  }
  return filled;
}

// The last part of a path, without what follows a "?" or "#".
absl::string_view LastPart(absl::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  return path.substr(path.rfind('/') + 1);
}

bool GoesOn(absl::string_view action) {
  const absl::string_view part = LastPart(action);
  return part == "start" || part == "next" || part == "answer" || part == "complete";
}

}  // namespace

absl::string_view LessonWalk::Next(const HttpReply* last) {
  if (is_done_ || !problem_.empty()) return "";
  if (!last) return Get(path_);
  if (last->status == 303) return Get(last->Header("Location"));
  if (last->status != 200) return Stop(*last);
  const absl::string_view request = Press(last->body);
  if (!request.empty()) return request;
  if (!completes_) return Stop(*last);
  is_done_ = true;
  return "";
}

// The first form that goes on, with the first answer that has not been tried.
absl::string_view LessonWalk::Press(absl::string_view page) {
  for (size_t at = page.find("<form "); at != absl::string_view::npos; at = page.find("<form ", at + 1)) {
    const absl::string_view form = page.substr(at, page.find("</form>", at) - at);
    const std::string action = Attribute(form.substr(0, form.find('>')), "action").value_or("");
    if (!GoesOn(action)) continue;
    for (const Filled& filled : Fill(form)) {
      if (!tried_.insert(absl::StrCat(action, " ", filled.what)).second) continue;
      completes_ = LastPart(action) == "complete";
      return Post(action, filled.body);
    }
  }
  // Nothing to press, but a link to where it goes on.
  for (const absl::string_view link : Tags(page, "a")) {
    const std::string href = Attribute(link, "href").value_or("");
    const bool goes_on = Attribute(link, "class") == "button" && absl::StartsWith(href, path_);
    if (goes_on && tried_.insert(href).second) return Get(href);
  }
  return "";
}

absl::string_view LessonWalk::Get(absl::string_view path) {
  ++requests_;
  request_ = absl::StrCat("GET ", path.substr(0, path.find('#')), " HTTP/1.1\r\nHost: ", host_, "\r\n\r\n");
  return request_;
}

absl::string_view LessonWalk::Post(absl::string_view path, const std::string& body) {
  ++requests_;
  request_ =
      absl::StrCat("POST ", path, " HTTP/1.1\r\nHost: ", host_,
                   "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ", body.size(),
                   "\r\n\r\n", body);
  return request_;
}

absl::string_view LessonWalk::Stop(const HttpReply& reply) {
  problem_ = absl::StrCat("after '", request_, "' came ", reply.status, ":\n", reply.body);
  return "";
}

}  // namespace nanolearn::testing
