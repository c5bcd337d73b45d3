// Ten thousand operations leave a chain that is whole, and whatever is then done to its rows by hand, `audit verify` says where.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/base/secret.h"
#include "service/domain/audit_chain.h"
#include "service/storage/mysql/session.h"
#include "tests/cli/cli_session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

constexpr int kOperations = 10'000;
constexpr int kCallers = 8;

class AuditStory : public ::testing::Test {
 protected:
  AuditStory()
      : admin_(server_.Admin()),
        session_(server_.database()),
        folder_(absl::StrCat(::testing::TempDir(), "/audit-", getpid())) {
    LoadDemo(admin_);
    v1::ListAssignmentsRequest all;
    all.set_parent(kAlvnas);
    assignments_ = AllAssignments(admin_, all);
    std::filesystem::create_directories(folder_);
  }
  ~AuditStory() override { std::filesystem::remove_all(folder_); }

  Ran Cli(const std::vector<std::string>& args) { return RunOn(server_, args); }
  std::string File() const { return absl::StrCat(folder_, "/audit.jsonl"); }

  // Exports what is in the database and checks it.
  Ran Verify(const std::string& anchor = "") {
    const Ran exported = Cli({"audit", "export", "--out", File()});
    EXPECT_EQ(exported.code, 0) << exported.err;
    std::vector<std::string> args = {"audit", "verify", File()};
    if (!anchor.empty()) args.insert(args.end(), {"--anchor", anchor});
    return Cli(args);
  }

  // "1200 5f0c...".
  std::string Anchor() {
    const AuditHead head = Head();
    return absl::StrCat(head.sequence, " ", Hex(head.hash));
  }

  AuditHead Head() {
    AuditHead head;
    const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
      organisation_id_ = tx.organisations().Find("alvnas")->id;
      head = tx.audit().Head(organisation_id_);
      return absl::OkStatus();
    });
    EXPECT_EQ(status, absl::OkStatus());
    return head;
  }

  const v1::Assignment& AnyAssignment(std::mt19937& random) { return assignments_[random() % assignments_.size()]; }

  // One of what people and programs do.
  void Operate(TestClient& client, TestClient& auditor, std::mt19937& random) {
    switch (random() % 8) {
      case 0:
      case 1:
      case 2: {
        v1::RecordCompletionRequest request;
        request.set_assignment(AnyAssignment(random).name());
        v1::RecordCompletionResponse response;
        client.Call(&v1::CompletionService::Stub::RecordCompletion, *client.completions, request, &response);
        return;
      }
      case 3:
      case 4: {
        v1::GetPersonRequest request;
        request.set_name(AnyAssignment(random).person());
        v1::Person response;
        client.Call(&v1::PersonService::Stub::GetPerson, *client.people, request, &response);
        return;
      }
      case 5: {
        v1::CreateLinkRequest request;
        request.set_assignment(AnyAssignment(random).name());
        v1::Link response;
        client.Call(&v1::LinkService::Stub::CreateLink, *client.links, request, &response);
        return;
      }
      case 6: {
        v1::CreateTokenRequest request;
        request.set_parent(kAlvnas);
        request.mutable_token()->set_display_name("slump");
        request.mutable_token()->set_role(v1::ROLE_AUDITOR);
        v1::CreateTokenResponse made;
        client.Call(&v1::TokenService::Stub::CreateToken, *client.tokens, request, &made);
        v1::RevokeTokenRequest revoke;
        revoke.set_name(made.token().name());
        v1::Token revoked;
        if (random() % 2 == 0) client.Call(&v1::TokenService::Stub::RevokeToken, *client.tokens, revoke, &revoked);
        return;
      }
      default: {
        v1::CreateLinkRequest request;  // which an auditor may not
        request.set_assignment(AnyAssignment(random).name());
        v1::Link response;
        auditor.Call(&v1::LinkService::Stub::CreateLink, *auditor.links, request, &response);
      }
    }
  }

  void OperateAtRandom() {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("granskare");
    request.mutable_token()->set_role(v1::ROLE_AUDITOR);
    v1::CreateTokenResponse made;
    ASSERT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &made).ok());
    std::vector<std::thread> callers;
    for (int c = 0; c < kCallers; ++c) {
      callers.emplace_back([&, c] {
        TestClient client = server_.Admin(), auditor = server_.WithToken(made.secret());
        std::mt19937 random(20261130 + c);
        for (int i = 0; i < kOperations / kCallers; ++i) Operate(client, auditor, random);
      });
    }
    for (std::thread& caller : callers) caller.join();
  }

  void Keep() {
    session_.Run("CREATE TABLE kept_entries AS SELECT * FROM audit_entries");
    session_.Run("CREATE TABLE kept_heads AS SELECT * FROM audit_heads");
  }
  void PutBack() {
    session_.Run("DELETE FROM audit_entries");
    session_.Run("DELETE FROM audit_heads");
    session_.Run("INSERT INTO audit_entries SELECT * FROM kept_entries");
    session_.Run("INSERT INTO audit_heads SELECT * FROM kept_heads");
  }

  // As somebody would who can write to the database and knows how the hashes are made.
  void HashAgainFrom(uint64_t sequence) {
    AuditHead head;
    const absl::Status status = server_.operations().env.store.Write([&](WriteTransaction& tx) {
      const std::vector<ChainedEntry> before = tx.audit().ListAfter(organisation_id_, {}, sequence - 2, 1);
      head = {before.front().entry.sequence, before.front().hash};
      for (ChainedEntry& chained : tx.audit().ListAfter(organisation_id_, {}, sequence - 1, 100'000)) {
        Extend(organisation_id_, head, chained.entry);
        session_.Execute("UPDATE audit_entries SET hash = ? WHERE organisation_id = ? AND sequence = ?",
                         {head.hash, organisation_id_, chained.entry.sequence});
      }
      return absl::OkStatus();
    });
    EXPECT_EQ(status, absl::OkStatus());
    session_.Execute("UPDATE audit_heads SET hash = ? WHERE organisation_id = ?", {head.hash, organisation_id_});
  }

  TestServer server_;
  TestClient admin_;
  mysql::Session session_;
  const std::string folder_;
  std::vector<v1::Assignment> assignments_;
  Id organisation_id_ = kNoId;
};

// The first places that verify names.
std::vector<uint64_t> PlacesIn(const std::string& out) {
  std::vector<uint64_t> places;
  for (const absl::string_view line : absl::StrSplit(out, '\n')) {
    uint64_t place = 0;
    if (absl::SimpleAtoi(line.substr(0, line.find('\t')), &place)) places.push_back(place);
  }
  return places;
}

TEST_F(AuditStory, AfterTenThousandOperationsTheChainIsWholeAndEveryTamperingIsNamed) {
  OperateAtRandom();
  Verify();  // reading the audit leaves an entry too, once in a minute by the test's clock
  const AuditHead head = Head();
  EXPECT_GT(head.sequence, static_cast<uint64_t>(kOperations / 3));
  const std::string anchor = Anchor();
  const Ran whole = Verify(anchor);
  ASSERT_EQ(whole.code, 0) << whole.out << whole.err;
  std::cout << kOperations << " operations of " << kCallers << " callers: " << head.sequence
            << " entries. " << whole.err;

  const uint64_t at = head.sequence / 2, last = head.sequence;
  const auto where = [&](uint64_t sequence) {
    return absl::StrCat(" WHERE organisation_id = ", organisation_id_, " AND sequence = ", sequence);
  };
  const auto move = [&](uint64_t from, uint64_t to) {
    return absl::StrCat("UPDATE audit_entries SET sequence = ", to, where(from));
  };
  const std::string columns =
      "organisation_id, time, actor_type, actor_id, channel, address, action, resource, person_id, outcome, "
      "request_id, details, hash";
  const auto copy = [&](uint64_t from, uint64_t to) {
    return absl::StrCat("INSERT INTO audit_entries (sequence, ", columns, ") SELECT ", to, ", ", columns,
                        " FROM kept_entries", where(from));
  };
  const std::string longer = absl::StrCat("UPDATE audit_heads SET sequence = ", last + 1,
                                          " WHERE organisation_id = ", organisation_id_);
  struct Tampering {
    std::string what;
    std::vector<std::string> statements;
    uint64_t place;
  };
  const std::vector<Tampering> tamperings = {
      {"details changed", {"UPDATE audit_entries SET details = '{\"late\":\"false\"}'" + where(at)}, at},
      {"time changed", {"UPDATE audit_entries SET time = time - INTERVAL 1 DAY" + where(at)}, at},
      {"actor changed", {"UPDATE audit_entries SET actor_id = actor_id + 1" + where(at)}, at},
      {"person changed", {"UPDATE audit_entries SET person_id = 1" + where(at)}, at},
      {"refusal made a success",
       {"UPDATE audit_entries SET outcome = IF(outcome = 'DONE', 'DENIED', 'DONE')" + where(at)},
       at},
      {"hash changed", {"UPDATE audit_entries SET hash = UNHEX(SHA2('x', 256))" + where(at)}, at},
      {"dropped in the middle", {"DELETE FROM audit_entries" + where(at)}, at},
      {"dropped at the start", {"DELETE FROM audit_entries" + where(1)}, 1},
      {"dropped at the end", {"DELETE FROM audit_entries" + where(last)}, last},
      {"two swapped", {move(at, last + 9), move(at + 1, at), move(last + 9, at + 1)}, at},
      {"one added at the end", {copy(at, last + 1), longer}, last + 1},
      {"one put in the place of another", {"DELETE FROM audit_entries" + where(at), copy(at - 7, at)}, at},
      {"the end set back",
       {absl::StrCat("UPDATE audit_heads SET sequence = ", last - 1, " WHERE organisation_id = ", organisation_id_)},
       last},
      {"the end forgotten", {"DELETE FROM audit_heads"}, 1},
  };
  Keep();
  for (const Tampering& tampering : tamperings) {
    for (const std::string& statement : tampering.statements) session_.Run(statement);
    const Ran broken = Verify();
    EXPECT_EQ(broken.code, 1) << tampering.what << ": " << broken.err;
    const std::vector<uint64_t> places = PlacesIn(broken.out);
    ASSERT_FALSE(places.empty()) << tampering.what << ": " << broken.out << broken.err;
    EXPECT_EQ(places.front(), tampering.place) << tampering.what << broken.out;
    PutBack();
  }
  EXPECT_EQ(Verify(anchor).code, 0);

  // What an export alone cannot show, an anchor does.
  session_.Run("UPDATE audit_entries SET person_id = 1" + where(at));
  HashAgainFrom(at);
  EXPECT_EQ(Verify().code, 0) << "all hashes fit again";
  EXPECT_EQ(PlacesIn(Verify(anchor).out), std::vector<uint64_t>{last});
  PutBack();

  session_.Run("DELETE FROM audit_entries" + where(last));
  std::string hash;
  session_.Query("SELECT hash FROM audit_entries" + where(last - 1), {}, [&](const mysql::Row& row) { hash = row.Text(0); });
  session_.Execute("UPDATE audit_heads SET sequence = ?, hash = ? WHERE organisation_id = ?",
                   {last - 1, hash, organisation_id_});
  EXPECT_EQ(Verify().code, 0);
  EXPECT_EQ(PlacesIn(Verify(anchor).out), std::vector<uint64_t>{last});
  std::cout << tamperings.size() << " kinds of tampering named by verify, 2 more by an anchor\n";
}

}  // namespace
}  // namespace nanolearn::testing
