#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/integration/link_fixture.h"

namespace nanolearn::testing {

// What the audit of Älvnäs says of changes.
class AuditFixture : public LinkFixture {
 protected:
  std::vector<AuditEntry> Chain(const std::string& organisation = "alvnas") {
    std::vector<AuditEntry> entries;
    InRead([&](const ReadTransaction& tx) {
      const Id id = organisation.empty() ? kNoId : tx.organisations().Find(organisation)->id;
      entries.clear();
      for (ChainedEntry& one : tx.audit().ListAfter(id, {}, 0, 100'000)) {
        entries.push_back(std::move(one.entry));
      }
    });
    return entries;
  }
  // Those of one action.
  std::vector<AuditEntry> Entries(const std::string& action) {
    std::vector<AuditEntry> entries = Chain();
    std::erase_if(entries, [&](const AuditEntry& entry) { return entry.action != action; });
    return entries;
  }

  // The one entry that was added since there were `before`.
  AuditEntry OneAdded(size_t before, const std::string& action) {
    std::vector<AuditEntry> chain = Chain();
    EXPECT_EQ(chain.size(), before + 1) << action;
    if (chain.size() <= before) return {};
    EXPECT_EQ(chain[before].action, action);
    EXPECT_EQ(chain[before].outcome, AuditOutcome::kDone) << action;
    return std::move(chain[before]);
  }

  // A token of the administrator, in a call.
  AuditOrigin AdminOrigin() { return CallOf(server_.admin_token()); }
  AuditOrigin CallOf(const std::string& token) {
    return {{AuditActorType::kToken, TokenId(token)}, AuditChannel::kRpc, "127.0.0.1"};
  }
  Id TokenId(const std::string& secret) {
    Id id = kNoId;
    InRead([&](const ReadTransaction& tx) {
      if (const auto token = tx.tokens().FindByHash(Sha256(secret))) id = token->id;
    });
    EXPECT_NE(id, kNoId);
    return id;
  }

  // Calls a method, and again: the first time is written down, the second is not. The entry is in last_.
  template <typename Stub, typename Request, typename Response>
  Response Once(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), Stub& stub,
                const Request& request, std::string action = "") {
    if (action.empty()) action = std::string(absl::StripSuffix(Request::descriptor()->name(), "Request"));
    const size_t before = Chain().size();
    Response response, again;
    const grpc::Status status = admin_.Call(method, stub, request, &response);
    EXPECT_TRUE(status.ok()) << action << ": " << status.error_message();
    last_ = OneAdded(before, action);
    EXPECT_EQ(last_.origin, AdminOrigin()) << action;
    // Some are refused then, since what they are about is there already, or gone.
    admin_.Call(method, stub, request, &again);
    EXPECT_EQ(Chain().size(), before + 1) << action << " again";
    return response;
  }

  template <typename Read>
  void InRead(Read read) {
    const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
      read(tx);
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  AuditEntry last_;
};

}  // namespace nanolearn::testing
