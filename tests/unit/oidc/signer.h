#pragma once
// Makes keys and signs tokens with them, as identity providers do.

#include <cjose/cjose.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace nanolearn::oidc {

class Signer {
 public:
  static Signer Rsa(const std::string& id, size_t bits = 2048) {
    return Signer(cjose_jwk_create_RSA_random(bits, nullptr, 0, nullptr), id);
  }
  static Signer P256(const std::string& id) {
    return Signer(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, nullptr), id);
  }
  static Signer P384(const std::string& id) {
    return Signer(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_384, nullptr), id);
  }
  // A shared secret.
  static Signer Secret(const std::string& id, const std::string& secret) {
    return Signer(cjose_jwk_create_oct_spec(reinterpret_cast<const uint8_t*>(secret.data()), secret.size(), nullptr),
                  id);
  }

  // As it stands in a key set.
  nlohmann::json Jwk() const {
    char* const text = cjose_jwk_to_json(key_.get(), /*priv=*/false, nullptr);
    nlohmann::json jwk = nlohmann::json::parse(text);
    free(text);
    jwk["use"] = "sig";
    return jwk;
  }

  // With the key's id, unless `header` has another.
  std::string Sign(const std::string& algorithm, const nlohmann::json& claims,
                   const nlohmann::json& header = nlohmann::json::object()) const {
    return SignBytes(algorithm, claims.dump(), header);
  }

  // The same of what need be no claims. Empty when it cannot be signed so.
  std::string SignBytes(const std::string& algorithm, const std::string& payload, const nlohmann::json& header) const {
    cjose_header_t* const full = cjose_header_new(nullptr);
    cjose_header_set(full, CJOSE_HDR_ALG, algorithm.c_str(), nullptr);
    if (!id_.empty()) cjose_header_set(full, CJOSE_HDR_KID, id_.c_str(), nullptr);
    for (const auto& [name, value] : header.items()) {
      if (value.is_string()) {
        cjose_header_set(full, name.c_str(), value.get<std::string>().c_str(), nullptr);
      } else {
        cjose_header_set_raw(full, name.c_str(), value.dump().c_str(), nullptr);
      }
    }
    cjose_jws_t* const jws = cjose_jws_sign(key_.get(), full, reinterpret_cast<const uint8_t*>(payload.data()),
                                            payload.size(), nullptr);
    const char* token = nullptr;
    const std::string copy = jws && cjose_jws_export(jws, &token, nullptr) ? token : "";
    if (jws) cjose_jws_release(jws);
    cjose_header_release(full);
    return copy;
  }

 private:
  struct Release {
    void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
  };

  Signer(cjose_jwk_t* key, const std::string& id) : key_(key), id_(id) {
    cjose_jwk_set_kid(key_.get(), id.data(), id.size(), nullptr);
  }

  std::unique_ptr<cjose_jwk_t, Release> key_;
  std::string id_;
};

// A token of these parts, signed by nobody.
inline std::string TokenOf(const std::string& header, const std::string& payload, const std::string& signature = "") {
  return absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(payload), ".",
                      absl::WebSafeBase64Escape(signature));
}

}  // namespace nanolearn::oidc
