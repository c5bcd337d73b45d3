#pragma once

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "tests/support/browser.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {

// The path of a link for signing in as a mail has it, without the mail.
inline std::string NewSignInLink(TestServer& server, const std::string& email,
                                 const std::string& organisation = "alvnas") {
  const std::string secret = NewToken();
  const absl::Status status = server.operations().env.store.Write([&](WriteTransaction& tx) {
    tx.sign_ins().InsertLink(Sha256(secret), {.organisation_id = tx.organisations().Find(organisation)->id,
                                              .email = email,
                                              .language = "sv",
                                              .expire_time = server.clock().Now() + kSignInLinkAge});
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return absl::StrCat("/sign-in/", secret);
}

// A browser that has used such a link.
inline Browser SignedInByLink(TestServer& server, const std::string& email) {
  Browser browser(server.http_address());
  EXPECT_EQ(browser.Post(NewSignInLink(server, email), {}).status, 303);
  return browser;
}

}  // namespace nanolearn::testing
