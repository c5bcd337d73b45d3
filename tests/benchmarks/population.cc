#include "tests/benchmarks/population.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/base/key_file.h"
#include "service/storage/mysql/figure_table.h"
#include "service/storage/mysql/programme_table.h"
#include "service/storage/mysql/source_table.h"
#include "service/storage/mysql/unit_table.h"
#include "tests/benchmarks/population_rows.h"
#include "tests/benchmarks/population_tree.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kEmployeesForElected = 200;  // one of so many is elected too; as many are nothing else
constexpr char kProgramme[] = "all";

Date Today() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Stockholm", &zone);
  return DayOf(absl::Now(), zone);
}

// Before there is anybody, so that nothing is planned.
void MakeProgramme(testing::TestClient& client, int modules) {
  v1::CreateProgrammeRequest request;
  request.mutable_programme()->mutable_mails();  // none: they would be written beside what is measured
  request.set_parent(kGroup);
  request.set_programme_id(kProgramme);
  v1::Programme& programme = *request.mutable_programme();
  programme.set_display_name("All");
  for (const std::string& id : PublishModules(client, modules)) {
    programme.add_modules(absl::StrCat(kGroup, "/modules/", id));
  }
  programme.add_audience()->set_unit(absl::StrCat(kGroup, "/units/G"));
  const int weeks = std::max(1, 100 / modules);
  programme.set_open_date(FormatDate(Today() - 14 - (modules - 1) * weeks * 7));
  programme.set_days_to_complete(30);
  programme.mutable_calendar()->set_weeks_between(weeks);
  v1::Programme made;
  Check(client.Call(&v1::ProgrammeService::Stub::CreateProgramme, *client.programmes, request, &made));
}

class Maker {
 public:
  Maker(const testing::Daemon& daemon, const PopulationShape& shape)
      : shape_(shape), session_(DatabaseOf(daemon)), loader_(daemon), units_(ReadUnits()) {
    InitSecrets();
    for (const UnitVersion& unit : units_.versions()) ids_[unit.code] = unit.unit_id;
    key_ = ReadKeyFile(KeyFileIn(absl::StrCat(daemon.directory(), "/data"))).value().front();
  }

  void Make() {
    const absl::Time old = absl::Now() - absl::Hours(24 * 60);
    const Id first_id = FirstIdAt(old);
    InventedGroup group{.programme = *mysql::MysqlProgrammeTable(session_).Find(organisation_id_, kProgramme),
                        .units = units_,
                        .personnel_id = first_id,
                        .register_id = first_id + 1,
                        .today = Today()};
    MakeSources(group);
    // The overdue of earlier days are no news.
    mysql::MysqlFigureTable(session_).PutState(organisation_id_,
                                               {.is_ready = true, .overdue_until = group.today});
    PeopleInventor people(group, first_id + 2);
    PopulationRows rows(organisation_id_, group, *key_, loader_);
    MakePeople(people, rows);
    // Rows come in no order of time: the index is made quicker at the end.
    loader_.Run("ALTER TABLE completions ADD KEY by_record_time (organisation_id, record_time)");
    session_.Execute("UPDATE figure_states SET folded = folded + 1 WHERE organisation_id = ?",
                     {organisation_id_});
    session_.Query(
        "ANALYZE TABLE people, attribute_versions, engagements, memberships, assignments, completions, "
        "person_timelines, figures",
        {}, [](const mysql::Row&) {});
  }

 private:
  static mysql::ConnectionOptions DatabaseOf(const testing::Daemon& daemon) {
    mysql::ConnectionOptions options;
    options.socket = daemon.database_socket();
    options.user = "nanolearn";
    options.schema = "nanolearn";
    return options;
  }

  std::vector<UnitVersion> ReadUnits() {
    session_.Query("SELECT id FROM organisations WHERE slug = 'bench'", {},
                   [&](const mysql::Row& row) { organisation_id_ = row.GetId(0); });
    return mysql::MysqlUnitTable(session_).Versions(organisation_id_);
  }

  void MakeSources(const InventedGroup& group) {
    mysql::MysqlSourceTable sources(session_);
    for (const auto& [id, name] :
         {std::pair(group.personnel_id, "personnel"), std::pair(group.register_id, "register")}) {
      const Source source{
          .id = id, .name = name, .last_effective = group.today - 1, .last_sync_time = absl::Now()};
      sources.Insert(organisation_id_, source);
      sources.SetLastSync(organisation_id_, source);
    }
  }

  Id UnitId(const char* letter, int number) const { return ids_.at(absl::StrCat(letter, number)); }

  // A department at a time: its figures are then whole, and need not be kept.
  void MakePeople(PeopleInventor& people, PopulationRows& rows) {
    loader_.Run("ALTER TABLE completions DROP KEY by_record_time");
    const int elected = std::max(5, shape_.people / kEmployeesForElected);
    const int employees = shape_.people - elected;
    for (int i = 0; i < elected; ++i) rows.Add(people.Elected(UnitId("N", i % shape_.committees)));
    int made = 0;
    for (int department = 0; department < shape_.departments; ++department) {
      const int first = department * kTeamsInDepartment;
      const int end = std::min(shape_.teams, first + kTeamsInDepartment);
      absl::flat_hash_set<Id> units = {UnitId("D", department)};
      for (int team = first; team < end; ++team) {
        units.insert(UnitId("T", team));
        const Id other = UnitId("T", team + 1 < end ? team + 1 : first);
        for (; made < int64_t{employees} * (team + 1) / shape_.teams; ++made) {
          const bool both = made % kEmployeesForElected == 0;
          rows.Add(people.Employee(UnitId("T", team), other,
                                   both ? UnitId("N", team % shape_.committees) : kNoId));
        }
      }
      rows.Write(units);
      std::cerr << absl::StrFormat("\r%d people of %d", made + elected, shape_.people);
    }
    rows.Finish();
    std::cerr << "\n";
  }

  const PopulationShape shape_;
  mysql::Session session_;
  BulkLoader loader_;
  Id organisation_id_ = kNoId;
  UnitHistory units_;
  absl::flat_hash_map<std::string, Id> ids_;  // of units by code
  std::optional<HashKey> key_;
};

}  // namespace

Population MakePopulation(const testing::Daemon& daemon, testing::TestClient& client, const GroupSize& size) {
  const absl::Time begin = absl::Now();
  const PopulationShape shape = ShapeOf(size.people);
  MakeOrganisation(client, TreeOf(shape));
  MakeProgramme(client, size.modules);
  Maker(daemon, shape).Make();
  std::cerr << absl::StrFormat("made in %.1f s\n", absl::ToDoubleSeconds(absl::Now() - begin));
  return {absl::StrCat(kGroup, "/units/T0"), absl::StrCat(kGroup, "/units/D0")};
}

}  // namespace nanolearn::benchmarks
