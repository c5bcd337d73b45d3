#include "service/http/proxies.h"

#include <gtest/gtest.h>

namespace nanolearn::http {
namespace {

std::string Client(const std::vector<std::string>& trusted, const std::string& remote,
                   const std::string& forwarded_for) {
  return TrustedProxies::Parse(trusted)->ClientAddress(remote, forwarded_for);
}

TEST(TrustedProxiesTest, NobodysWordIsTakenUnlessToldTo) {
  EXPECT_EQ(Client({}, "10.0.0.1", "192.0.2.7"), "10.0.0.1");
  EXPECT_EQ(Client({"10.0.0.2"}, "10.0.0.1", "192.0.2.7"), "10.0.0.1");
}

TEST(TrustedProxiesTest, AProxyTellsWhomItServes) {
  EXPECT_EQ(Client({"10.0.0.1"}, "10.0.0.1", "192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(Client({"10.0.0.1"}, "::ffff:10.0.0.1", "192.0.2.7"), "192.0.2.7") << "on a socket of both kinds";
  EXPECT_EQ(Client({"fd00::/8"}, "fd12::1", " 2001:db8::7 "), "2001:db8::7");
  EXPECT_EQ(Client({"10.0.0.1"}, "10.0.0.1", ""), "10.0.0.1");
}

TEST(TrustedProxiesTest, OnlyTheLastAddressThatNoProxyHasIsBelieved) {
  EXPECT_EQ(Client({"10.0.0.0/24"}, "10.0.0.1", "203.0.113.9, 192.0.2.7, 10.0.0.2"), "192.0.2.7");
  EXPECT_EQ(Client({"10.0.0.0/24"}, "10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3") << "all are proxies";
  EXPECT_EQ(Client({"10.0.0.0/24"}, "10.0.0.1", "192.0.2.7, nonsense"), "10.0.0.1");
  EXPECT_EQ(Client({"10.0.0.0/24"}, "10.0.0.1", "nonsense, 192.0.2.7"), "192.0.2.7");
}

TEST(TrustedProxiesTest, ANetworkIsAsWideAsItsBits) {
  for (const auto& [remote, is_in] : std::vector<std::pair<std::string, bool>>{
           {"10.1.0.0", true}, {"10.1.127.255", true}, {"10.1.128.0", false}, {"10.0.255.255", false}}) {
    EXPECT_EQ(Client({"10.1.0.0/17"}, remote, "192.0.2.7") == "192.0.2.7", is_in) << remote;
  }
  EXPECT_EQ(Client({"0.0.0.0/0"}, "fd00::1", "192.0.2.7"), "fd00::1") << "all of IPv4 is not IPv6";
  EXPECT_EQ(Client({"::/0"}, "fd00::1", "192.0.2.7"), "192.0.2.7");
}

TEST(TrustedProxiesTest, WhatIsNoNetworkIsRefused) {
  for (const char* text : {"", "proxy", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "fd00::/129"}) {
    EXPECT_FALSE(TrustedProxies::Parse({text}).ok()) << text;
  }
  EXPECT_EQ(TrustedProxies::Parse({"proxy"}).status().message(),
            "--trusted-proxy takes an address or a network, such as 10.1.2.3 or 10.1.0.0/16, not 'proxy'");
}

}  // namespace
}  // namespace nanolearn::http
