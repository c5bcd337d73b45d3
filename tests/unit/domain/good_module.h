#pragma once
// A module without problems, for tests to break in one place.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/domain/module_folder.h"

namespace nanolearn {

inline constexpr char kGoodManifest[] = R"(id = "phishing"
kind = "LESSON"
minutes = 2
languages = ["sv", "en"]
topics = ["phishing", "email"]

[[sources]]
title = "Så skyddar du dig mot nätfiske"
publisher = "MCF"
checked = 2026-11-02
url = "https://www.example.se/"
)";

inline constexpr char kGoodText[] = R"(# Nätfiske

## Titta på avsändaren
Läs hela adressen. Är du osäker, gå till [Så rapporterar du](#report).

## Så rapporterar du {#report}
Vidarebefordra mejlet till servicedesk.

## ? Du får ett mejl från "IT-support". Vad gör du?
Det är måndag.

- [ ] Loggar in snabbt
  > Brådska är knepet.
- [x] Rapporterar mejlet
  > Rätt. Då kan *it* stoppa det.

## På måndag {#monday}
- Ta reda på var knappen finns.
)";

// A PNG that is one whole, of one pixel.
inline std::string SmallPng() {
  const auto chunk = [](const std::string& type, const std::string& data) {
    return std::string(3, '\0') + static_cast<char>(data.size()) + type + data + "CRC.";
  };
  const std::string size("\0\0\0\1\0\0\0\1\x8\2\0\0\0", 13);
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", size) + chunk("IDAT", "pixels") + chunk("IEND", "");
}

inline ModuleFiles GoodModule() {
  return {{"module.toml", kGoodManifest}, {"sv.md", kGoodText}, {"en.md", kGoodText}};
}

// `text` with `with` in the place of `what`, which must be there.
inline std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  if (at == std::string::npos) throw std::invalid_argument("the text lacks: " + what);
  return text.replace(at, what.size(), with);
}

// The problems of the good module with another module.toml.
inline std::vector<LintProblem> ManifestProblems(const std::string& what, const std::string& with) {
  ModuleFiles files = GoodModule();
  files["module.toml"] = Replaced(kGoodManifest, what, with);
  return ReadModuleFolder(files).problems;
}

// The module in one language with this text.
inline ModuleFiles ModuleWithText(const std::string& text) {
  return {{"module.toml", Replaced(kGoodManifest, ", \"en\"", "")}, {"sv.md", text}};
}

inline std::vector<LintProblem> TextProblems(const std::string& what, const std::string& with) {
  return ReadModuleFolder(ModuleWithText(Replaced(kGoodText, what, with))).problems;
}

// "FILE:LINE REASON" of each, to compare with.
inline std::vector<std::string> Brief(const std::vector<LintProblem>& problems) {
  std::vector<std::string> brief;
  for (const LintProblem& problem : problems) {
    brief.push_back(problem.file + ":" + std::to_string(problem.line) + " " + problem.reason);
  }
  return brief;
}

}  // namespace nanolearn
