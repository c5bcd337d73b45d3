#pragma once
// A small staff list in which people report to each other, on a real server.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {

// The address is KEY@alvnas.example, in small letters.
struct StaffLine {
  std::string key;
  std::string name;  // the family name
  std::string unit;
  std::string manager;
  bool is_protected = false;
};

class Lines : public ::testing::Test {
 protected:
  explicit Lines(const std::function<void(ServerOptions&)>& change = {})
      : server_(change), admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
  }

  void Sync(const std::string& effective, const std::vector<StaffLine>& lines,
            const std::string& source = "personal") {
    std::string content = "Key;Person;Given;Family;Email;Role;Unit;From;Manager;Computer;Protected\n";
    for (const StaffLine& line : lines) {
      absl::StrAppend(&content, line.key, ";P", source, line.key, ";Kim;", line.name, ";", Address(line.key),
                      ";Handläggare;", line.unit, ";2020-01-01;", line.manager, ";J;",
                      line.is_protected ? "J" : "N", "\n");
    }
    v1::SyncPeopleHeader header;
    header.set_parent(kAlvnas);
    header.set_source(source);
    header.set_mapping_file_name("lines.toml");
    header.set_mapping(
        "separator = \";\"\n[columns]\nkey = \"Key\"\nperson_key = \"Person\"\ngiven_name = \"Given\"\n"
        "family_name = \"Family\"\nemail = \"Email\"\nrole = \"Role\"\nunit = \"Unit\"\nfrom = "
        "\"From\"\nmanager = "
        "\"Manager\"\n"
        "computer = \"Computer\"\nprotected = \"Protected\"\n[values]\nyes = [\"J\"]\nno = [\"N\", \"\"]\n"
        "[kind]\ndefault = \"EMPLOYMENT\"\n");
    header.set_file_name("lines.csv");
    header.set_effective_date(effective);
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(header, content, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
  }

  static std::string Address(const std::string& key) {
    return absl::StrCat(absl::AsciiStrToLower(key), "@alvnas.example");
  }

  v1::AccessGrant Grant(const std::string& email, v1::Role role, const std::string& unit = "",
                        const std::string& organisation = kAlvnas) {
    return GrantAccess(admin_, email, role, unit, organisation);
  }

  // A programme for everybody, long overdue.
  void MakeEverybodyLate() {
    PublishModule(admin_, "incident");
    CreateDemoProgramme(admin_, "first-lesson", {"incident"});
    server_.clock().SetDay(Date(2027, 1, 15));
  }

  template <typename Read>
  void InRead(Read read) {
    const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
      read(tx);
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  Organisation Alvnas() {
    std::optional<Organisation> found;
    InRead([&](const ReadTransaction& tx) { found = tx.organisations().Find("alvnas"); });
    return *found;
  }

  // Whoever has the address.
  Id PersonOf(const std::string& email) {
    Id id = kNoId;
    const Id organisation = Alvnas().id;
    InRead([&](const ReadTransaction& tx) {
      for (const AttributeVersion& v : tx.people().CurrentByEmail(organisation, {email})) id = v.person_id;
    });
    EXPECT_NE(id, kNoId) << email;
    return id;
  }

  WebRights RightsOf(const std::string& email) {
    WebRights rights;
    UnitTrees trees;
    const Organisation organisation = Alvnas();
    InRead([&](const ReadTransaction& tx) {
      rights = nanolearn::RightsOf(tx, organisation, email, trees, server_.clock().Now());
    });
    return rights;
  }

  TestServer server_;
  TestClient admin_;
};

}  // namespace nanolearn::testing
