// Tokens of identity providers: good ones are taken, and no others.

#include "service/oidc/jwt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "service/base/secret.h"
#include "tests/unit/oidc/signer.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kIssuer[] = "https://login.alvnas.example";
constexpr int64_t kNow = 1'800'000'000;

absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(seconds); }

json GoodClaims() {
  return {{"iss", kIssuer},       {"aud", "nanolearn"},
          {"sub", "248289"},      {"email", "Anna.Alm@alvnas.example"},
          {"iat", kNow - 10},     {"exp", kNow + 300},
          {"nonce", "n-0S6_WzA2"}};
}

json With(const std::string& name, const json& value) {
  json claims = GoodClaims();
  claims[name] = value;
  return claims;
}

json Without(const std::string& name) {
  json claims = GoodClaims();
  claims.erase(name);
  return claims;
}

std::vector<SigningKey> KeysOf(const json& keys) {
  const auto parsed = ParseKeySet(json{{"keys", keys}}.dump());
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  return *parsed;
}

const Signer& RsaKey() {
  static const auto* const kSigner = new Signer(Signer::Rsa("rsa"));
  return *kSigner;
}
const Signer& EcKey() {
  static const auto* const kSigner = new Signer(Signer::P256("ec"));
  return *kSigner;
}
const std::vector<SigningKey>& Keys() {
  static const auto* const kKeys = new std::vector<SigningKey>(KeysOf({RsaKey().Jwk(), EcKey().Jwk()}));
  return *kKeys;
}

ClaimRules Rules() { return {.issuer = kIssuer, .audiences = {"nanolearn"}}; }

// Of a token that is signed well.
absl::Status Check(const json& claims, const ClaimRules& rules = Rules(), int64_t now = kNow) {
  const auto verified = VerifySignature(RsaKey().Sign("RS256", claims), Keys());
  return verified.ok() ? CheckClaims(*verified, rules, At(now)) : verified.status();
}

std::string Replaced(const std::string& token, size_t part, const std::string& text) {
  std::vector<std::string> parts = absl::StrSplit(token, '.');
  parts[part] = absl::WebSafeBase64Escape(text);
  return absl::StrCat(parts[0], ".", parts[1], ".", parts[2]);
}

TEST(JwtSignature, OfTheProvidersKeysIsTaken) {
  for (const std::string& token : {RsaKey().Sign("RS256", GoodClaims()), RsaKey().Sign("PS256", GoodClaims()),
                                   EcKey().Sign("ES256", GoodClaims())}) {
    const auto claims = VerifySignature(token, Keys());
    ASSERT_TRUE(claims.ok()) << claims.status();
    EXPECT_EQ(claims->issuer, kIssuer);
    EXPECT_THAT(claims->audiences, ElementsAre("nanolearn"));
    EXPECT_EQ(claims->expire_time, At(kNow + 300));
    EXPECT_TRUE(CheckClaims(*claims, Rules(), At(kNow)).ok());
    EXPECT_EQ(*EmailIn(*claims, "email"), "anna.alm@alvnas.example");
  }
}

TEST(JwtSignature, IsFoundWithoutAnIdOfTheKey) {
  const Signer nameless = Signer::Rsa("");
  json jwk = nameless.Jwk();
  jwk.erase("kid");
  EXPECT_TRUE(VerifySignature(nameless.Sign("RS256", GoodClaims()), KeysOf({RsaKey().Jwk(), jwk})).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(nameless.Sign("RS256", GoodClaims()), Keys()).status()))
      << "no key of theirs has made it, and no other would help";
}

TEST(JwtSignature, OfNobodyIsRefused) {
  const std::string payload = GoodClaims().dump();
  for (const char* algorithm : {"none", "None", "NONE", "nOnE", ""}) {
    const std::string header = json{{"alg", algorithm}, {"kid", "rsa"}}.dump();
    EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(TokenOf(header, payload), Keys()).status())) << algorithm;
    const std::string signature = RsaKey().Sign("RS256", GoodClaims());
    EXPECT_TRUE(absl::IsUnauthenticated(
        VerifySignature(Replaced(signature, 0, header), Keys()).status()))
        << algorithm;
  }
  EXPECT_FALSE(VerifySignature(TokenOf("{}", payload), Keys()).ok());
}

TEST(JwtSignature, WithAPublicKeyAsASharedSecretIsRefused) {
  const json jwk = RsaKey().Jwk();
  std::string modulus;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(jwk["n"].get<std::string>(), &modulus));
  for (const std::string& secret : {modulus, jwk.dump(), jwk["n"].get<std::string>()}) {
    const Signer confused = Signer::Secret("rsa", secret);
    for (const char* algorithm : {"HS256", "HS384", "HS512"}) {
      const auto claims = VerifySignature(confused.Sign(algorithm, GoodClaims()), Keys());
      EXPECT_TRUE(absl::IsUnauthenticated(claims.status())) << algorithm << ": " << claims.status();
    }
  }
  // A shared secret in a key set is not a key of ours either.
  const Signer shared = Signer::Secret("shared", std::string(32, 's'));
  EXPECT_FALSE(VerifySignature(shared.Sign("HS256", GoodClaims()), KeysOf({shared.Jwk(), RsaKey().Jwk()})).ok());
}

TEST(JwtSignature, IsCheckedByTheAlgorithmThatTheKeyIsFor) {
  json only_rs256 = RsaKey().Jwk();
  only_rs256["alg"] = "RS256";
  const std::vector<SigningKey> keys = KeysOf(json::array({only_rs256}));
  EXPECT_TRUE(VerifySignature(RsaKey().Sign("RS256", GoodClaims()), keys).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("PS256", GoodClaims()), keys).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS384", GoodClaims()), Keys()).ok()) << "not on the list";
  // A token that names a key of another type.
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", GoodClaims(), {{"kid", "ec"}}), Keys()).ok());
  EXPECT_FALSE(VerifySignature(EcKey().Sign("ES256", GoodClaims(), {{"kid", "rsa"}}), Keys()).ok());
}

TEST(JwtSignature, OfAnotherKeyWithTheSameIdIsRefused) {
  const Signer impostor = Signer::Rsa("rsa");
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(impostor.Sign("RS256", GoodClaims()), Keys()).status()));
  // Nor is a key that the token brings along, or says where to get.
  const std::string brought = impostor.Sign(
      "RS256", GoodClaims(), {{"jwk", impostor.Jwk()}, {"jku", "https://evil.example/keys"}, {"x5u", "https://evil.example"}});
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(brought, Keys()).status()));
}

TEST(JwtSignature, OfANewKeyIsNotFoundUntilTheKeysAreFetchedAgain) {
  const Signer next = Signer::Rsa("next");
  const std::string token = next.Sign("RS256", GoodClaims());
  EXPECT_TRUE(absl::IsNotFound(VerifySignature(token, Keys()).status()));
  EXPECT_TRUE(VerifySignature(token, KeysOf({next.Jwk(), RsaKey().Jwk()})).ok());
  EXPECT_TRUE(absl::IsNotFound(VerifySignature(RsaKey().Sign("RS256", GoodClaims()), KeysOf(json::array({next.Jwk()}))).status()))
      << "a key that was taken away signs nothing any more";
}

TEST(JwtSignature, IsWrongOnceAnythingIsChanged) {
  const std::string token = RsaKey().Sign("RS256", GoodClaims());
  EXPECT_TRUE(absl::IsUnauthenticated(
      VerifySignature(Replaced(token, 1, With("email", "chief@alvnas.example").dump()), Keys()).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(Replaced(token, 2, std::string(256, 'x')), Keys()).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(Replaced(token, 2, ""), Keys()).status()));
  const std::string ec = EcKey().Sign("ES256", GoodClaims());
  EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(Replaced(ec, 1, With("aud", "x").dump()), Keys()).status()));
  for (const std::string& signature : {std::string(64, '\0'), std::string(63, 'x'), std::string(1, 'x'), std::string()}) {
    EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(Replaced(ec, 2, signature), Keys()).status()))
        << signature.size();
  }
}

TEST(JwtSignature, OfATokenOfAnotherKindIsRefused) {
  EXPECT_TRUE(VerifySignature(RsaKey().Sign("RS256", GoodClaims(), {{"typ", "JWT"}}), Keys()).ok());
  EXPECT_TRUE(VerifySignature(RsaKey().Sign("RS256", GoodClaims(), {{"typ", "application/at+jwt"}}), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", GoodClaims(), {{"typ", "logout+jwt"}}), Keys()).ok());
  for (const json& critical : {json::array({"exp"}), json("exp")}) {
    EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", GoodClaims(), {{"crit", critical}}), Keys()).ok())
        << critical << ": what must be understood is not";
  }
}

// cjose cannot sign such: it is seen before the signature is.
TEST(JwtSignature, IsNotLookedAtWhereSomethingMustBeUnderstoodWhateverItIs) {
  for (const json& critical : {json(1), json(false), json(nullptr), json::object()}) {
    const std::string token = TokenOf(json{{"alg", "RS256"}, {"crit", critical}}.dump(), GoodClaims().dump(), "x");
    EXPECT_EQ(VerifySignature(token, Keys()).status().message(), "it is a token of another kind") << critical;
  }
}

TEST(JwtSignature, OfWhatIsNoTokenIsRefused) {
  const std::string good = RsaKey().Sign("RS256", GoodClaims());
  for (const std::string& token :
       {std::string(), std::string("."), std::string(".."), std::string("..."), std::string("a.b.c"), good + ".x",
        good.substr(0, good.rfind('.')), std::string("\0\0.\0.\0", 6), std::string("{}.{}.{}"), TokenOf("[]", "[]", "x"),
        TokenOf("{\"alg\":7}", "{}", "x"), TokenOf("{\"alg\":\"RS256\"}", "{}", "x"), TokenOf("{\"alg\":[\"RS256\"]}", "", "")}) {
    EXPECT_FALSE(VerifySignature(token, Keys()).ok()) << token;
  }
  // Signed well, and not of claims.
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", json::array({1, 2})), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", With("exp", "tomorrow")), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", With("exp", 1e300)), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", With("nbf", nullptr)), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", With("aud", {1, 2})), Keys()).ok());
}

// cjose would end the program over some of it.
TEST(JwtSignature, OfATokenThatIsNotInBase64UrlIsRefused) {
  const std::string good = RsaKey().Sign("RS256", GoodClaims());
  const std::vector<std::string> parts = absl::StrSplit(good, '.');
  for (const std::string& bad : {std::string("a"), std::string("a="), std::string("c=xx"), std::string("YWJj="), std::string("YWJj\n"),
                                 std::string("YW+j"), std::string("YW/j"), std::string("YW j"), std::string("YW\0j", 4)}) {
    for (const std::string& token : {absl::StrCat(bad, ".", parts[1], ".", parts[2]), absl::StrCat(parts[0], ".", bad, ".", parts[2]),
                                     absl::StrCat(parts[0], ".", parts[1], ".", bad)}) {
      EXPECT_TRUE(absl::IsUnauthenticated(VerifySignature(token, Keys()).status())) << bad;
      EXPECT_FALSE(HasJwtForm(token)) << bad;
    }
  }
}

TEST(JwtSignature, OfATokenThatIsTooLongIsNotLookedAt) {
  EXPECT_TRUE(VerifySignature(RsaKey().Sign("RS256", With("groups", std::string(8000, 'g'))), Keys()).ok());
  EXPECT_FALSE(VerifySignature(RsaKey().Sign("RS256", With("groups", std::string(kMaxJwtBytes, 'g'))), Keys()).ok());
  const std::string deep = std::string(6000, '[') + std::string(6000, ']');
  EXPECT_FALSE(VerifySignature(TokenOf("{\"alg\":\"RS256\"}", deep, "x"), Keys()).ok());
  EXPECT_FALSE(UnverifiedClaims(TokenOf("{}", deep)).has_value());
}

TEST(JwtClaims, AreForUsAndOfTheIssuer) {
  EXPECT_TRUE(Check(GoodClaims()).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("iss", "https://login.alvnas.example/"))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("iss", "https://evil.example"))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(Without("iss"))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("aud", "another"))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("aud", "NANOLEARN"))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("aud", json::array()))));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(Without("aud"))));
  ClaimRules two = Rules();
  two.audiences = {"api://nanolearn", "nanolearn"};
  EXPECT_TRUE(Check(GoodClaims(), two).ok());
  EXPECT_TRUE(Check(With("aud", "api://nanolearn"), two).ok());
}

TEST(JwtClaims, OfSeveralAudiencesSayWhoWasGivenThem) {
  json claims = With("aud", {"nanolearn", "another"});
  EXPECT_TRUE(absl::IsUnauthenticated(Check(claims)));
  claims["azp"] = "another";
  EXPECT_TRUE(absl::IsUnauthenticated(Check(claims)));
  claims["azp"] = "nanolearn";
  EXPECT_TRUE(Check(claims).ok());
  // Of one audience an access token says who calls; an ID token was given to us.
  const json of_another = With("azp", "another");
  EXPECT_TRUE(Check(of_another).ok());
  ClaimRules id_token = Rules();
  id_token.nonce = "n-0S6_WzA2";
  EXPECT_TRUE(absl::IsUnauthenticated(Check(of_another, id_token)));
}

TEST(JwtClaims, HaveTheirTimeWithAMinuteForClocks) {
  EXPECT_TRUE(Check(GoodClaims(), Rules(), kNow + 300 + 59).ok());
  EXPECT_TRUE(absl::IsDeadlineExceeded(Check(GoodClaims(), Rules(), kNow + 300 + 60)));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(Without("exp"))));
  EXPECT_TRUE(Check(With("nbf", kNow + 60)).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("nbf", kNow + 61))));
  EXPECT_TRUE(Check(With("iat", kNow + 60)).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("iat", kNow + 61))));
  EXPECT_TRUE(Check(With("exp", kNow + 0.5)).ok()) << "times may have fractions";
}

TEST(JwtClaims, ThatAreOfAnotherAndExpiredAreNotToldToBeExpired) {
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("aud", "another"), Rules(), kNow + 9999)));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(With("iss", "another"), Rules(), kNow + 9999)));
}

TEST(JwtClaims, OfAnIdTokenAreOfTheSignInThatAskedForIt) {
  ClaimRules rules = Rules();
  rules.nonce = "n-0S6_WzA2";
  EXPECT_TRUE(Check(GoodClaims(), rules).ok());
  rules.nonce = "another";
  EXPECT_TRUE(absl::IsUnauthenticated(Check(GoodClaims(), rules)));
  EXPECT_TRUE(absl::IsUnauthenticated(Check(Without("nonce"), rules)));
}

TEST(JwtEmail, IsWhereTheProviderHasItAndVerified) {
  const auto email = [](const json& claims, const std::string& claim) {
    return EmailIn(*VerifySignature(RsaKey().Sign("RS256", claims), Keys()), claim);
  };
  EXPECT_EQ(*email(With("upn", "Bo@Alvnas.Example"), "upn"), "bo@alvnas.example");
  EXPECT_EQ(*email(With("email_verified", true), "email"), "anna.alm@alvnas.example");
  EXPECT_EQ(*email(With("email_verified", "true"), "email"), "anna.alm@alvnas.example");
  EXPECT_FALSE(email(With("email_verified", false), "email").ok());
  EXPECT_FALSE(email(With("email_verified", "false"), "email").ok());
  EXPECT_FALSE(email(GoodClaims(), "upn").ok());
  EXPECT_FALSE(email(With("email", json::array({"a@b.se"})), "email").ok());
  EXPECT_FALSE(email(With("email", "anna"), "email").ok());
}

TEST(JwtForm, HasThreeParts) {
  EXPECT_TRUE(HasJwtForm(RsaKey().Sign("RS256", GoodClaims())));
  EXPECT_FALSE(HasJwtForm(NewToken()));
  EXPECT_FALSE(HasJwtForm("a.b"));
  EXPECT_FALSE(HasJwtForm("a.b.c.d.e"));
  EXPECT_EQ(UnverifiedClaims(RsaKey().Sign("RS256", GoodClaims()))->issuer, kIssuer);
  EXPECT_FALSE(UnverifiedClaims("a.b.c").has_value());
}

TEST(KeySet, KeepsWhatSignaturesCanBeCheckedWith) {
  json encryption = RsaKey().Jwk();
  encryption["use"] = "enc";
  json broken = RsaKey().Jwk();
  broken["n"] = "*";
  const Signer shared = Signer::Secret("shared", std::string(32, 's'));
  const std::vector<SigningKey> keys =
      KeysOf({encryption, broken, shared.Jwk(), Signer::P384("large").Jwk(), Signer::Rsa("short", 1024).Jwk(), 7,
              RsaKey().Jwk(), EcKey().Jwk()});
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0].id, "rsa");
  EXPECT_EQ(keys[1].id, "ec");
  EXPECT_EQ(keys[1].type, KeyType::kP256);
}

TEST(KeySet, LeavesOutKeysThatAreNotInBase64Url) {
  const std::string rsa = RsaKey().Sign("RS256", GoodClaims()), ec = EcKey().Sign("ES256", GoodClaims());
  for (const char* name : {"n", "e", "x", "y"}) {
    for (const char* bad : {"", "A", "A=", "AQ=B", "AQAB=", "AQ+B", "AQAB\n"}) {
      json keys = {RsaKey().Jwk(), EcKey().Jwk()};
      for (json& key : keys) {
        if (key.contains(name)) key[name] = bad;
      }
      const std::vector<SigningKey> kept = KeysOf(keys);
      EXPECT_EQ(kept.size(), 1u) << name << ": " << bad;
      EXPECT_NE(VerifySignature(rsa, kept).ok(), VerifySignature(ec, kept).ok()) << "the other key is good";
    }
  }
}

TEST(KeySet, OfGarbageIsNone) {
  for (const char* text : {"", "[]", "{}", "{\"keys\":{}}", "<html>", "{\"keys\":"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseKeySet(text).status())) << text;
  }
  EXPECT_TRUE(ParseKeySet("{\"keys\":[]}")->empty());
}

TEST(JwtClaims, SayHowSomebodyHasSignedInWhereThatIsAsked) {
  ClaimRules by_acr = Rules(), by_amr = Rules();
  by_acr.acr_values = {"urn:mfa", "3"};
  by_amr.amr_values = {"mfa", "hwk"};
  EXPECT_TRUE(Check(With("acr", "3"), by_acr).ok());
  EXPECT_TRUE(Check(With("amr", json::array({"pwd", "mfa"})), by_amr).ok());
  EXPECT_TRUE(Check(With("amr", "hwk"), by_amr).ok());
  EXPECT_TRUE(Check(With("acr", "1")).ok()) << "nothing was asked";
  const std::vector<json> weak = {GoodClaims(), With("acr", "1"), With("acr", json::array({"3"})), With("acr", "urn:mfa 3"),
                                  With("amr", json::array({"pwd"})), With("amr", json::array()), With("amr", true),
                                  With("amr", json::array({7}))};
  for (const json& claims : weak) {
    EXPECT_TRUE(absl::IsUnauthenticated(Check(claims, by_acr))) << claims;
    EXPECT_TRUE(absl::IsUnauthenticated(Check(claims, by_amr))) << claims;
  }
}

}  // namespace
}  // namespace nanolearn::oidc
