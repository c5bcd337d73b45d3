#pragma once
// What stands around the pages of somebody who is signed in.

#include <string>

#include "service/pages/frame.h"

namespace nanolearn::pages {

enum class SignedInPlace { kManage, kCoordinate, kElsewhere };

struct SignedIn {
  std::string language;  // "sv" or "en"
  std::string organisation;
  std::string contact_email;
  std::string email;  // of whoever is signed in
  Field csrf;         // of every form
  std::string home;   // where they begin
  std::string path;   // of the page, to come back to in the other language; empty: the first page
  bool manages = false;
  bool coordinates = false;
};

std::string InSignedInFrame(const SignedIn& reader, SignedInPlace place, const std::string& title,
                            const Html& main);

// A page that says one thing, such as that there is no such page. `href`: where a link leads; empty: none.
struct Message {
  std::string title;
  std::string text;
  std::string link;
  std::string href;
};
std::string MessagePage(const SignedIn& reader, const Message& message);

// There is no such page, or not for the reader.
std::string NotFoundPage(const SignedIn& reader);
// Signed in, but neither a manager nor anything else.
std::string NoRightsPage(const SignedIn& reader);
// Something went wrong; `text` says what, for people.
std::string FailedPage(const SignedIn& reader, const std::string& text);
// The form was sent from elsewhere, or has been open for too long.
std::string StaleFormPage(const SignedIn& reader, const std::string& href);

}  // namespace nanolearn::pages
