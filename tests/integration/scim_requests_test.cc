// What is no request of a directory, and requests that take too long.

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/http/scim_message.h"
#include "service/http/server.h"
#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

TEST_F(Scim, RefusesWhatIsNoRequest) {
  const HttpClient client = Client();
  EXPECT_EQ(client.Send("GET", "/scim/v2/Nothing").Json()["status"], "404");
  const HttpAnswer method = client.Send("PUT", "/scim/v2/Users", "{}");
  EXPECT_EQ(method.status, 405);
  EXPECT_TRUE(absl::StrContains(method.headers.at("allow"), "POST"));
  EXPECT_EQ(client.Send("POST", "/scim/v2/Bulk", "{}").status, 501);
  EXPECT_EQ(client.Send("GET", "/scim/v2/Me").status, 501);
  EXPECT_EQ(client.Send("POST", "/scim/v2/Users", User("a").dump(), {{"Content-Type", "text/xml"}}).status,
            415);
  EXPECT_EQ(
      client.Send("POST", "/scim/v2/Users", User("a").dump(), {{"Content-Type", "application/json"}}).status,
      201);
  for (const std::string& body : {std::string("{"), std::string("[]"), std::string("nonsense"),
                                  std::string("\xff"), "{\"a\":" + std::string(200000, '[') + "}"}) {
    const HttpAnswer answer = client.Send("POST", "/scim/v2/Users", body);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.Json()["scimType"], "invalidSyntax");
  }
  EXPECT_EQ(client.Send("POST", "/scim/v2/Users", std::string(1100000, ' ')).status, 413);
  EXPECT_EQ(client.Send("POST", "/scim/v2/Users", R"({"userName":""})").Json()["scimType"], "invalidValue");
  EXPECT_EQ(client.Send("GET", "/scim/v2/Users?count=many").status, 400);
  EXPECT_EQ(client.Send("GET", "/scim/v2/Users/%00%2F..").status, 404);
  EXPECT_EQ(client.Send("GET", "/scim/v2/Users?filter=" + std::string(8000, '(')).status, 400);
  EXPECT_EQ(client.Send("GET", "/scim/v2/Users?filter=" + std::string(40000, '(')).status, 414);
  EXPECT_EQ(Send("GET", "/Users").Json()["totalResults"], 1) << "the server goes on";
}

TEST_F(Scim, RefusesABodyThatDoesNotSayWhatItIs) {
  const std::string user = User("a").dump();
  HttpConnection connection(server_.http_address());
  connection.Write(absl::StrCat("POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ", token_,
                                "\r\nContent-Length: ", user.size(), "\r\n\r\n", user));
  const HttpAnswer answer = connection.Read();
  EXPECT_EQ(answer.status, 415);
  EXPECT_EQ(answer.Json()["status"], "415");
}

// Its own address is in each answer.
TEST(ScimBaseTest, IsByTlsWhereTheClientOrAProxyIsReachedSoWhateverAHeaderSays) {
  http::Request request{.headers = {{"Host", "lar.alvnas.example"}, {"X-Forwarded-Proto", "https"}}};
  EXPECT_EQ(http::ScimBase(request, "http://127.0.0.1:8422"), "http://lar.alvnas.example/scim/v2");
  EXPECT_EQ(http::ScimBase(request, "https://lar.alvnas.example"), "https://lar.alvnas.example/scim/v2");
  request.is_tls = true;
  request.headers[1].second = "http";
  EXPECT_EQ(http::ScimBase(request, "http://127.0.0.1:8422"), "https://lar.alvnas.example/scim/v2");
  request.headers[0].second = "lar.alvnas.example/?";
  EXPECT_EQ(http::ScimBase(request, "https://lar.alvnas.example"), "/scim/v2");
}

TEST_F(Scim, RefusesARequestWhoseEndIsNotClear) {
  const std::string start =
      absl::StrCat("POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Type: application/scim+json\r\nAuthorization: Bearer ", token_, "\r\n");
  const std::string next = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::string headers :
       {"Content-Length: 4\r\nContent-Length: 40\r\n", "Content-Length: 4\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n",
        "transfer-encoding: chunked, identity\r\n", "Transfer-Encoding:\r\nContent-Length: 4\r\n"}) {
    HttpConnection connection(server_.http_address());
    connection.Write(absl::StrCat(start, headers, "\r\n0\r\n\r\n", next));
    EXPECT_EQ(connection.Read().status, 400) << headers;
    EXPECT_EQ(connection.Read().status, 0) << "what follows is not read: " << headers;
  }
  const std::string user = User("asa").dump();
  HttpConnection connection(server_.http_address());
  connection.Write(absl::StrCat(start, "Transfer-Encoding: CHUNKED\r\n\r\n", absl::Hex(user.size()), "\r\n",
                                user, "\r\n0\r\n\r\n", next));
  EXPECT_EQ(connection.Read().status, 201);
  EXPECT_EQ(connection.Read().status, 200);
}

TEST_F(Scim, RefusesARequestWithoutATokenBeforeItsBody) {
  for (const std::string header : {"", "Authorization: Basic eDp5\r\n", "Authorization: Bearer  \r\n"}) {
    HttpConnection connection(server_.http_address());
    connection.Write(
        absl::StrCat("POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\n", header, "Content-Length: 1000\r\n\r\n"));
    const HttpAnswer answer = connection.Read();
    EXPECT_EQ(answer.status, 401) << header;
    EXPECT_EQ(answer.Json()["status"], "401");
    EXPECT_TRUE(absl::StartsWith(answer.headers.at("www-authenticate"), "Bearer"));
    EXPECT_EQ(connection.Read().status, 0) << "closed";
  }
}

TEST_F(Scim, CutsOffABodyThatTakesTooLong) {
  http::Router router;
  router.Add({.method = "POST", .pattern = "/x", .handler = [](const http::Request&) {
                return http::PlainText(200, "whole");
              }});
  const auto server = HttpServer::Start({.body_timeout = absl::ZeroDuration()}, std::move(router));
  ASSERT_TRUE(server.ok()) << server.status();
  HttpConnection connection((*server)->address());
  connection.Write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
  EXPECT_EQ(connection.Read().status, 0) << "closed though the rest may still come";
}

TEST_F(Scim, IsServedByAServerThatSlowClientsDoNotStop) {
  EXPECT_EQ(HttpClient(server_.http_address(), "").Send("GET", "/healthz").body, "ok\n");
  EXPECT_EQ(HttpClient(server_.http_address(), "").Send("GET", "/elsewhere").status, 404);
  std::vector<std::unique_ptr<HttpConnection>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<HttpConnection>(server_.http_address()));
    slow.back()->Write(i % 2
                           ? absl::StrCat("POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ",
                                          token_, "\r\nContent-Length: 1000\r\n\r\n{")
                           : "GET /sc");
  }
  EXPECT_EQ(Send("GET", "/Users").status, 200);
  HttpConnection kept(server_.http_address());
  for (int i = 0; i < 3; ++i) {
    kept.Write(
        absl::StrCat("GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ", token_, "\r\n\r\n"));
    EXPECT_EQ(kept.Read().status, 200);
  }
  for (const std::string junk : {"\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02", "GET / HTTP/9.9\r\n\r\n"}) {
    HttpConnection odd(server_.http_address());
    odd.Write(junk);
    // libmicrohttpd 0.9.75 can crash when it refuses such a request while it is being stopped.
    if (absl::StrContains(junk, "9.9")) {
      EXPECT_NE(odd.Read().status, 200);
    }
  }
  server_.Stop();
  server_.Restart();
  EXPECT_EQ(Send("GET", "/Users").status, 200);
}

}  // namespace
}  // namespace nanolearn::testing
