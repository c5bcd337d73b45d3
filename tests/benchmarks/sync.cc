#include "tests/benchmarks/sync.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/domain/table_reader.h"
#include "service/domain/text_encoding.h"
#include "service/storage/mysql/source_table.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/statistics.h"
#include "tests/benchmarks/syncs.h"
#include "tests/support/staff_generator.h"

namespace nanolearn::benchmarks {
namespace {

using testing::GeneratedStaff;

mysql::ConnectionOptions DatabaseOf(const testing::Daemon& daemon) {
  mysql::ConnectionOptions options;
  options.socket = daemon.database_socket();
  options.user = "nanolearn";
  options.schema = "nanolearn";
  return options;
}

// What a first sync writes of each row, in one table, with the indexes that it has in six.
constexpr char kFloorTable[] = R"sql(CREATE TABLE sync_floor (
  organisation_id BIGINT UNSIGNED NOT NULL, id BIGINT UNSIGNED NOT NULL, person_id BIGINT UNSIGNED NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL, source_id BIGINT UNSIGNED NOT NULL, source_key VARCHAR(120) NOT NULL,
  is_current BOOLEAN NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, role VARCHAR(200) NOT NULL,
  has_computer BOOLEAN NOT NULL, manager_key VARCHAR(100) NOT NULL, given_name VARCHAR(100) NOT NULL,
  family_name VARCHAR(100) NOT NULL, email VARCHAR(254) NOT NULL, phone VARCHAR(100) NOT NULL,
  hash BINARY(32) NOT NULL, row_hash BINARY(16) NOT NULL, key_hash BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, id), UNIQUE KEY (organisation_id, hash),
  KEY (organisation_id, person_id), KEY (organisation_id, source_id, is_current),
  KEY (organisation_id, unit_id, valid_from), KEY (organisation_id, source_id, source_key),
  KEY (organisation_id, email)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql";

// The staff file's columns, by their numbers there; what the server makes itself is made of the row's number.
constexpr char kLoad[] =
    "LOAD DATA LOCAL INFILE '%s' INTO TABLE sync_floor CHARACTER SET utf8mb4 FIELDS TERMINATED BY ';' LINES "
    "TERMINATED BY '\\r\\n' IGNORE 1 LINES (source_key, @pnr, given_name, family_name, email, phone, role, "
    "@unit, @o, @f, @s, valid_from, @to, @lf, @lt, manager_key, @computer, @protected) SET organisation_id = "
    "1, id = source_key, person_id = source_key, unit_id = SUBSTR(@unit, 2), source_id = 1, is_current = 1, "
    "valid_to = '9999-12-31', has_computer = @computer = 'J', hash = UNHEX(SHA2(CONCAT(@pnr, source_key), "
    "256)), row_hash = UNHEX(MD5(source_key)), key_hash = source_key";

// The client of the database does it: nanolearnd's own connections cannot read files.
double SecondsOfLoadData(const testing::Daemon& daemon, const std::string& content) {
  const std::string path = absl::StrCat(daemon.directory(), "/staff.csv");
  std::ofstream(path, std::ios::binary) << content;
  mysql::Session(DatabaseOf(daemon)).Run(kFloorTable);
  const std::string command =
      absl::StrCat("mariadb --local-infile=1 --socket=", daemon.database_socket(),
                   " --user=nanolearn nanolearn -e \"", absl::StrFormat(kLoad, path), "\"");
  const double seconds = SecondsOf([&] {
    if (std::system(command.c_str()) != 0) Fail("LOAD DATA failed");
  });
  mysql::Session(DatabaseOf(daemon)).Run("DROP TABLE sync_floor");
  std::filesystem::remove(path);
  return seconds;
}

// The floor of a list that says nothing new.
double SecondsOfParseAndSelect(const testing::Daemon& daemon, const std::string& content) {
  mysql::Session session(DatabaseOf(daemon));
  Id organisation = kNoId, source = kNoId;
  session.Query("SELECT organisation_id, id FROM sources", {}, [&](const mysql::Row& row) {
    organisation = row.GetId(0);
    source = row.GetId(1);
  });
  return SecondsOf([&] {
    const auto text = DecodeText(content, "auto");
    absl::StatusOr<TableReader> reader = TableReader::Open(text->view(), '\0');
    TableRow row;
    int64_t rows = 0, stored = 0;
    while (reader->Next(row)) ++rows;
    mysql::MysqlSourceTable(session).ForEachRow(organisation, source, [&](const SourceRow&) { ++stored; });
    if (rows != stored) std::cerr << "note: " << rows << " rows in the file, " << stored << " stored\n";
  });
}

}  // namespace

void MeasureSync(int rows, int runs, Figures& figures) {
  testing::Daemon daemon;
  daemon.Start();
  Syncs syncs(daemon);
  const GeneratedStaff staff{.rows = rows, .units = std::min(2000, std::max(20, rows / 100))};
  syncs.Prepare(staff.units);
  const std::string content = GeneratedStaffFile(staff);
  std::cerr << "syncing " << rows << " rows, " << (content.size() >> 20) << " MiB\n";
  const auto name = [rows](const char* what) { return absl::StrCat("sync.", what, ".", rows); };
  const double load = SecondsOfLoadData(daemon, content);
  figures.Add(absl::StrCat("floor.load_data.", rows), load, "s", 0);
  syncs.ForgetPeak();
  figures.Add(name("first"), syncs.Sync(content), "s", load);
  figures.Add(name("first_memory"), syncs.PeakMegabytes(), "MB", static_cast<double>(content.size() >> 20));

  GeneratedStaff again = staff;
  again.shuffled = true;
  const std::string shuffled = GeneratedStaffFile(again);
  std::vector<double> floors, unchanged;
  syncs.ForgetPeak();
  for (int i = 0; i < runs; ++i) {
    floors.push_back(SecondsOfParseAndSelect(daemon, shuffled));
    unchanged.push_back(syncs.Sync(i % 2 == 0 ? shuffled : content));
  }
  const double floor = Median(floors);
  figures.Add(absl::StrCat("floor.parse_and_select.", rows), floor, "s", 0);
  figures.Add(name("unchanged"), Median(unchanged), "s", floor);
  figures.Add(name("unchanged_memory"), syncs.PeakMegabytes(), "MB",
              static_cast<double>(content.size() >> 20));

  std::vector<double> changed;
  for (int i = 0; i < runs; ++i) {
    GeneratedStaff other = staff;
    other.generation = i + 1;
    other.shuffled = true;
    int count = 0;
    changed.push_back(syncs.Sync(GeneratedStaffFile(other), &count));
    if (count < rows / 200) std::cerr << "note: only " << count << " rows were otherwise\n";
  }
  figures.Add(name("one_percent_changed"), Median(changed), "s", floor);
}

}  // namespace nanolearn::benchmarks
