#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "service/base/date.h"

namespace nanolearn {

// A card: a heading and a few sentences.
struct Card {
  std::string id;  // empty: none
  std::string heading;
  std::string body;  // Markdown
};

struct Answer {
  std::string text;  // Markdown
  bool right = false;
  std::string feedback;  // Markdown
};

struct Question {
  std::string text;
  std::string body;  // Markdown; may be empty
  std::vector<Answer> answers;
};

// A module in one language.
struct ModuleText {
  std::string language;  // "sv", "en"
  std::string title;
  // Cards and questions in the order of the file: an index into `cards` or `questions`.
  struct Step {
    bool is_question;
    int index;
  };
  std::vector<Step> steps;
  std::vector<Card> cards;
  std::vector<Question> questions;
};

struct ModuleSource {
  std::string title;
  std::string publisher;
  Date checked;
  std::string url;  // may be empty
};

// What module.toml says.
struct ModuleManifest {
  std::string id;
  std::string kind = "LESSON";
  int minutes = 2;
  std::vector<std::string> languages;  // the first is the one to fall back on
  std::vector<std::string> topics;
  std::vector<ModuleSource> sources;
};

struct ModuleContent {
  ModuleManifest manifest;
  std::map<std::string, ModuleText> texts;  // by language
};

}  // namespace nanolearn
