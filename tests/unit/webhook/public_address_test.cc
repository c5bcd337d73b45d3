#include "service/base/public_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <string>

#include "service/webhook/http_client.h"

namespace nanolearn {
namespace {

bool IsPublic(const std::string& text) {
  sockaddr_in v4{.sin_family = AF_INET};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    return IsPublicAddress(reinterpret_cast<const sockaddr&>(v4));
  }
  sockaddr_in6 v6{.sin6_family = AF_INET6};
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return IsPublicAddress(reinterpret_cast<const sockaddr&>(v6));
}

TEST(PublicAddress, IsNeitherThisMachinesNorAPrivateNetworks) {
  for (const char* text :
       {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1",
        "198.19.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"}) {
    EXPECT_FALSE(IsPublic(text)) << text;
  }
  for (const char* text :
       {"::", "::1", "::127.0.0.1", "fe80::1", "fc00::1", "fdff::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:0:1::1", "100::1"}) {
    EXPECT_FALSE(IsPublic(text)) << text;
  }
}

TEST(PublicAddress, IsWhatLiesBesideThem) {
  for (const char* text : {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
                           "126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.0.1",
                           "192.169.0.0", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8",
                           "64:ff9b::8.8.8.8", "2002:808:808::", "2001:4860:4860::8888", "2a00::1"}) {
    EXPECT_TRUE(IsPublic(text)) << text;
  }
}

TEST(HttpClient, RefusesNamesThatLeadToThisMachineUnlessItIsAllowed) {
  const std::string hint = "--webhook-allow-http";
  for (const char* url : {"https://localhost:9/", "https://127.0.0.1:9/", "https://2130706433:9/"}) {
    const HttpReply refused = HttpClient({}).Send({.url = url}, {});
    EXPECT_EQ(refused.status, 0);
    EXPECT_NE(refused.trouble.find(hint), std::string::npos) << url << ": " << refused.trouble;
    const HttpReply tried = HttpClient({.allows_own_network = true}).Send({.url = url}, {});
    EXPECT_EQ(tried.trouble.find(hint), std::string::npos) << url << ": " << tried.trouble;
  }
  EXPECT_EQ(HttpClient({}).Send({.url = "http://localhost:9/"}, {}).status, 0);
}

}  // namespace
}  // namespace nanolearn
