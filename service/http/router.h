#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// Runs on a worker: it may block, but not throw.
using Handler = std::function<Response(const Request&)>;

struct Route {
  std::string method;
  std::string pattern;  // "/scim/v2/Users/{id}"
  Handler handler;
  size_t max_body_bytes = 1 << 20;
  // Without one, a request is refused before its body is read. A wrong one is the handler's affair, who slows it and writes it down.
  bool needs_token = false;
};

// A refusal as a sentence, for programs and those who call by hand.
Response PlainSentence(int status);

// Finds what answers a request.
class Router {
 public:
  // A GET answers HEAD too.
  void Add(Route route);
  // Answers instead of the plain sentence when a path below `prefix` (such as "/scim/v2") has no route, or no
  // such method. The first that was added for a path counts; "" is for all paths.
  void AddRefusal(std::string prefix, std::function<Response(const Request&, int status)> refusal);

  // While it says no, nothing is answered but 503.
  void SetCheck(std::function<bool()> can_serve) { can_serve_ = std::move(can_serve); }
  bool CanServe() const { return !can_serve_ || can_serve_(); }

  // Of every answer.
  void AddHeader(std::string name, std::string value) {
    headers_.push_back({std::move(name), std::move(value)});
  }
  const Pairs& headers() const { return headers_; }
  // All that were added.
  std::vector<const Route*> routes() const;

  struct Match {
    const Route* route = nullptr;         // null: nothing answers
    std::vector<std::string> parameters;  // of the route
    std::string allowed;                  // methods of the path, if it has other ones
  };
  Match Find(absl::string_view method, absl::string_view path) const;

  // For a request that can be read in several ways (400) or has no token (401), a path without a route (404),
  // a method it does not have (405), a body that is too large (413), while stopping or busy (503), or when the
  // handler has thrown (500).
  Response Refuse(const Request& request, int status) const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;
  };
  struct Refusal {
    std::string prefix;
    std::function<Response(const Request&, int)> refusal;
  };
  std::vector<Entry> entries_;
  std::vector<Refusal> refusals_;
  std::function<bool()> can_serve_;
  Pairs headers_;
};

}  // namespace nanolearn::http
