#pragma once
// What the tests of the tables stand on.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "service/storage/mysql/session.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {

// A fresh schema with two organisations that have the same sources (1-3), units (1-4), modules (1-3),
// programmes (1-2) and people (1-20): nothing but the organisation tells their rows apart.
class TableTest : public ::testing::Test {
 protected:
  static constexpr Id kHere = 1;
  static constexpr Id kElsewhere = 2;
  static constexpr int kPeople = 20;

  TableTest() : options_(TestDatabase::Fresh()), session_(options_) {
    for (const Id organisation : {kHere, kElsewhere}) AddOrganisation(organisation);
  }

  const mysql::ConnectionOptions options_;
  mysql::Session session_;

 private:
  void AddOrganisation(Id id) {
    session_.Execute(
        "INSERT INTO organisations (id, slug, display_name, time_zone, version, create_time) VALUES (?, ?, "
        "'', 'UTC', 1, '2026-01-01')",
        {id, "organisation-" + std::to_string(id)});
    AddMany(id, "INSERT INTO sources (organisation_id, id, name) VALUES (?, ?, ?)", 3);
    AddMany(id, "INSERT INTO units (organisation_id, id, code) VALUES (?, ?, ?)", 4);
    AddMany(id, "INSERT INTO modules (organisation_id, id, slug) VALUES (?, ?, ?)", 3);
    AddMany(id,
            "INSERT INTO programmes (organisation_id, id, slug, display_name, open_date, days_to_complete, "
            "create_time) VALUES (?, ?, ?, '', '2026-01-01', 30, '2026-01-01')",
            2);
    for (Id person = 1; person <= kPeople; ++person) {
      session_.Execute("INSERT INTO people (organisation_id, id, create_time) VALUES (?, ?, '2026-01-01')",
                       {id, person});
    }
  }

  void AddMany(Id organisation, const std::string& sql, Id count) {
    for (Id id = 1; id <= count; ++id) session_.Execute(sql, {organisation, id, "n" + std::to_string(id)});
  }
};

// Another one each time; TEST_SEED repeats a run.
inline unsigned Seed() {
  const char* const given = std::getenv("TEST_SEED");
  return given ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
}

}  // namespace nanolearn::testing
