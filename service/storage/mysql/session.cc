#include "service/storage/mysql/session.h"

#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/storage/mysql/chunks.h"
#include "service/storage/mysql/driver.h"
#include "service/storage/mysql/result_row.h"
#include "service/storage/mysql/statement_cache.h"

namespace nanolearn::mysql {
namespace {

// What the server or its operator has as a default must not matter.
constexpr char kSettings[] =
    "SET NAMES utf8mb4, time_zone = '+00:00', autocommit = 1, innodb_lock_wait_timeout = 10, "
    "sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'";
constexpr char kIsolation[] = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

// Binds one parameter.
class Binder {
 public:
  Binder(sql::PreparedStatement& statement, unsigned position) : statement_(statement), position_(position) {}

  void operator()(std::nullptr_t) { statement_.setNull(position_, 0); }
  // Never by setInt64: once a parameter was bound as unsigned, the driver sends it as unsigned for ever.
  void operator()(int64_t value) {
    if (value >= 0) return statement_.setUInt64(position_, static_cast<uint64_t>(value));
    statement_.setBigInt(position_, absl::StrCat(value));
  }
  void operator()(uint64_t value) { statement_.setUInt64(position_, value); }
  // Takes bytes as well, and has no limit.
  void operator()(const std::string& value) { statement_.setString(position_, value); }

 private:
  sql::PreparedStatement& statement_;
  const unsigned position_;
};

unsigned BindAll(sql::PreparedStatement& statement, absl::Span<const Value> values, unsigned position = 0) {
  for (const Value& value : values) std::visit(Binder(statement, ++position), value);
  return position;
}

}  // namespace

Value Bind(absl::Time time) {
  if (time == absl::InfiniteFuture() || time == absl::InfinitePast()) return nullptr;
  return absl::FormatTime("%E4Y-%m-%d %H:%M:%E6S", time, absl::UTCTimeZone());
}

struct Session::Impl {
  Impl(const ConnectionOptions& options, absl::Duration patience)
      : connection(Connect(options, patience)), statements(*connection) {}

  const std::unique_ptr<sql::Connection> connection;
  StatementCache statements;
  const absl::Time open_time = absl::Now();
  uint64_t connection_id = 0;
  absl::Duration limit = absl::ZeroDuration();
  bool begins_by_itself = false;
};

Session::Session(const ConnectionOptions& options, absl::Duration patience)
    : impl_(std::make_unique<Impl>(options, patience)) {
  Run(kSettings);
  Run(kIsolation);
  Query("SELECT CONNECTION_ID()", {}, [&](const Row& row) { impl_->connection_id = row.GetId(0); });
}

Session::~Session() = default;

uint64_t Session::Execute(const std::string& sql, absl::Span<const Value> values) {
  return Guarded(sql, [&] {
    sql::PreparedStatement& statement = impl_->statements.Get(sql);
    BindAll(statement, values);
    return static_cast<uint64_t>(statement.executeUpdate());
  });
}

void Session::Query(const std::string& sql, absl::Span<const Value> values,
                    absl::FunctionRef<void(const Row&)> row) {
  const auto result = Guarded(sql, [&] {
    sql::PreparedStatement& statement = impl_->statements.Get(sql);
    BindAll(statement, values);
    return std::unique_ptr<sql::ResultSet>(statement.executeQuery());
  });
  const ResultRow current(*result);
  while (Guarded(sql, [&] { return result->next(); })) row(current);
}

void Session::InsertRows(const std::string& head, int columns, absl::Span<const Value> values,
                         const std::string& tail) {
  while (!values.empty()) {
    const int rows = InsertSize(values.size() / columns);
    const size_t taken = static_cast<size_t>(rows) * columns;
    Execute(absl::StrCat(head, " ", RowPlaceholders(rows, columns), " ", tail), values.subspan(0, taken));
    values.remove_prefix(taken);
  }
}

namespace {

// The next chunk of `list`, the last value repeated to fill the places, between `before` and `after`.
std::vector<Value> TakeChunk(absl::Span<const Value> before, absl::Span<const Value>& list, int size,
                             absl::Span<const Value> after) {
  const size_t taken = std::min<size_t>(size, list.size());
  std::vector<Value> values(before.begin(), before.end());
  values.insert(values.end(), list.begin(), list.begin() + taken);
  values.insert(values.end(), size - taken, list[taken - 1]);
  values.insert(values.end(), after.begin(), after.end());
  list.remove_prefix(taken);
  return values;
}

}  // namespace

void Session::QueryIn(const std::string& sql, absl::Span<const Value> before, absl::Span<const Value> list,
                      absl::Span<const Value> after, absl::FunctionRef<void(const Row&)> row) {
  while (!list.empty()) {
    const int size = ListSize(list.size());
    Query(WithList(sql, size), TakeChunk(before, list, size, after), row);
  }
}

uint64_t Session::ExecuteIn(const std::string& sql, absl::Span<const Value> before,
                            absl::Span<const Value> list, absl::Span<const Value> after) {
  uint64_t rows = 0;
  while (!list.empty()) {
    const int size = ListSize(list.size());
    rows += Execute(WithList(sql, size), TakeChunk(before, list, size, after));
  }
  return rows;
}

void Session::Run(const std::string& sql) {
  Guarded(sql, [&] { std::unique_ptr<sql::Statement>(impl_->connection->createStatement())->execute(sql); });
}

void Session::BeginByItself() {
  if (impl_->begins_by_itself) return;
  Run("SET autocommit = 0");
  impl_->begins_by_itself = true;
}

void Session::LimitStatements(absl::Duration limit) {
  if (limit == impl_->limit) return;
  Run(absl::StrCat("SET max_statement_time = ", absl::ToDoubleSeconds(limit)));
  impl_->limit = limit;
}

void Session::Commit() {
  Run(impl_->limit == absl::ZeroDuration() ? "COMMIT" : "SET STATEMENT max_statement_time = 0 FOR COMMIT");
}

bool Session::Ping() {
  try {
    return impl_->connection->isValid();
  } catch (const sql::SQLException&) {
    return false;
  }
}

uint64_t Session::connection_id() const { return impl_->connection_id; }

absl::Time Session::open_time() const { return impl_->open_time; }

}  // namespace nanolearn::mysql
