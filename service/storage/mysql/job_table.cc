#include "service/storage/mysql/job_table.h"

#include "service/domain/text_encoding.h"

namespace nanolearn::mysql {
namespace {

constexpr size_t kMaxCharacters = 500;
constexpr size_t kMaxServerCharacters = 100;

std::string Kept(const std::string& text, size_t characters = kMaxCharacters) {
  return std::string(FirstCharacters(OnOneLine(text), characters));
}

}  // namespace

std::vector<Job> MysqlJobTable::List() const {
  std::vector<Job> jobs;
  session_.Query(
      "SELECT name, last_start_time, last_end_time, last_work_time, last_result, last_error, server FROM "
      "jobs "
      "WHERE organisation_id = 0 ORDER BY name",
      {}, [&](const Row& row) {
        constexpr absl::Time kNever = absl::InfinitePast();
        jobs.push_back({row.Text(0), row.Time(1, kNever), row.Time(2, kNever), row.Time(3, kNever),
                        row.Text(4), row.Text(5), row.Text(6)});
      });
  return jobs;
}

void MysqlJobTable::Put(const Job& job) {
  session_.Execute(
      "INSERT INTO jobs (organisation_id, name, last_start_time, last_end_time, last_work_time, last_result, "
      "last_error, server) VALUES (0, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_start_time = "
      "VALUES(last_start_time), last_end_time = VALUES(last_end_time), last_result = "
      "IF(VALUES(last_work_time) IS NULL, last_result, VALUES(last_result)), last_work_time = "
      "COALESCE(VALUES(last_work_time), last_work_time), last_error = VALUES(last_error), server = "
      "VALUES(server)",
      {job.name, Bind(job.last_start_time), Bind(job.last_end_time), Bind(job.last_work_time),
       Kept(job.last_result), Kept(job.last_error), Kept(job.server, kMaxServerCharacters)});
}

}  // namespace nanolearn::mysql
