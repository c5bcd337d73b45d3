#pragma once
// The invented municipal group Älvnäs on a test server.

#include <string>
#include <vector>

#include "tests/support/test_server.h"

namespace nanolearn::testing {

inline constexpr char kAlvnas[] = "organisations/alvnas";

// A staff file of tests/data with its mapping from deploy/demo/mappings. Fails the test when it is refused or
// held.
v1::SyncPeopleResponse SyncFile(TestClient& client, const std::string& source, const std::string& file,
                                const std::string& effective);
// The same, and the caller looks at the status.
grpc::Status TrySyncFile(TestClient& client, const std::string& source, const std::string& file,
                         const std::string& effective, v1::SyncPeopleResponse* response,
                         const std::string& request_id = "");

// What TrySyncFile says of the file, without its content.
v1::SyncPeopleHeader HeaderFor(const std::string& source, const std::string& file,
                               const std::string& effective, const std::string& request_id = "");
// How many percent of a source's rows may be unusable before a run is held.
void SetMaxRefused(TestClient& client, const std::string& source, int percent);

void CreateOrganisation(TestClient& client, const std::string& id);
void ImportDemoUnits(TestClient& client, const std::string& effective = "");
// One of the shipped modules.
void PublishModule(TestClient& client, const std::string& id, const std::string& organisation = kAlvnas);
// Employees with a computer, and everybody with a mandate or a board seat; opens 2026-11-02, 30 days.
v1::Programme CreateDemoProgramme(TestClient& client, const std::string& id,
                                  const std::vector<std::string>& modules);

// All of the above: the organisation, its units, the three November files and a programme of one module.
void LoadDemo(TestClient& client);

// A new token: its secret.
std::string CreateToken(const TestClient& admin, v1::Role role, const std::string& unit = "",
                        const std::string& organisation = kAlvnas);
// Lets somebody sign in as this.
v1::AccessGrant GrantAccess(const TestClient& admin, const std::string& email, v1::Role role,
                            const std::string& unit = "", const std::string& organisation = kAlvnas);

// Every row, whatever the number of pages.
std::vector<v1::ComplianceRow> AllCompliance(TestClient& client, v1::QueryComplianceRequest request);
std::vector<v1::Assignment> AllAssignments(TestClient& client, v1::ListAssignmentsRequest request);

}  // namespace nanolearn::testing
