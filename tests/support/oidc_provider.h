#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>

namespace nanolearn::testing {

// A real identity provider (npm's oidc-provider) as a process of its own; oidc_provider.mjs says what tests may ask of it beside.
class OidcProvider {
 public:
  static constexpr char kClientId[] = "nanolearn";
  static constexpr char kClientSecret[] = "hemlig:100%+/=&x";

  // Whether it is there: `npm ci` was run.
  static bool IsThere();

  // Sends browsers back to this address alone. Returns when it answers.
  explicit OidcProvider(const std::string& redirect_url);
  ~OidcProvider();
  OidcProvider(const OidcProvider&) = delete;

  std::string issuer() const;
  // Who is signed in there from now on, and what else the provider says of them.
  void SignIn(const std::string& email, const nlohmann::json& claims = nlohmann::json::object());
  // Where it sends a browser that opens this address.
  std::string Visit(const std::string& url);
  // A token of its own, good for this `aud`, unless `claims`, `header` or `key` say otherwise.
  std::string Token(const nlohmann::json& claims, const nlohmann::json& header = nlohmann::json::object(),
                    const std::string& key = "own");
  // It signs with other keys from now on.
  void Rotate();
  // It answers nobody, or does again.
  void SetAway(bool away);
  // How often a path was asked for.
  int Fetches(const std::string& path);

 private:
  nlohmann::json Order(const std::string& path, const nlohmann::json& order);

  const int port_;
  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace nanolearn::testing
