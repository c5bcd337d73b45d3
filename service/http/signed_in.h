#pragma once
// Pages of those who are signed in.

#include <functional>

#include "service/app/operations.h"
#include "service/http/form.h"
#include "service/http/router.h"
#include "service/pages/signed_in.h"

namespace nanolearn::http {

// One request of somebody who is signed in.
struct Visit {
  WebUser user;
  pages::SignedIn reader;  // what stands around their pages
  std::string secret;      // of the session
  Form form{{}};           // of a POST
};
using VisitHandler = std::function<Response(const Request&, const Visit&)>;

// Whoever is not signed in is sent to /sign-in. A POST runs only with the token of a form of theirs, and not
// when another site sends it: that leaves a denial of `action` in the audit. `operations` outlives the handler.
Handler ForSignedIn(Operations& operations, std::string action, VisitHandler handler);

// Who somebody is who has signed in, whatever they may open.
Caller AnyCaller(const WebUser& user, const std::string& address);

// Where somebody begins: "/manage" or "/coordinate".
std::string FirstPageOf(const WebUser& user);

}  // namespace nanolearn::http
