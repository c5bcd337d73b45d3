#pragma once
// One connection to the database, with its prepared statements. The only way for the tables to speak SQL.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn::mysql {

// What is bound to a `?`. Text is UTF-8 or bytes.
using Value = std::variant<std::nullptr_t, int64_t, uint64_t, std::string>;

inline Value Bind(Date date) { return FormatDate(date); }
// Instants are stored as UTC with microseconds; the infinite ones as NULL.
Value Bind(absl::Time time);
inline Value BindOptional(const std::optional<Date>& date) { return date ? Bind(*date) : Value(nullptr); }
// NULL for kNoId.
inline Value BindOptional(Id id) { return id == kNoId ? Value(nullptr) : Value(uint64_t{id}); }

// One row of a result, valid only inside the callback. Columns count from 0.
class Row {
 public:
  virtual bool IsNull(int column) const = 0;
  virtual int64_t Int(int column) const = 0;
  virtual Id GetId(int column) const = 0;          // kNoId for NULL
  virtual std::string Text(int column) const = 0;  // "" for NULL
  virtual Date Day(int column) const = 0;
  virtual absl::Time Time(int column, absl::Time if_null = absl::InfiniteFuture()) const = 0;

 protected:
  ~Row() = default;
};

// Not thread-safe. A failing statement throws DatabaseError (database_error.h), which the transaction runner
// alone catches.
class Session {
 public:
  // Longer than the wait for a row lock, so that the server gives up first and says why.
  static constexpr absl::Duration kPatience = absl::Seconds(60);

  // Throws DatabaseError when the database cannot be reached. A statement that takes longer than `patience`
  // ends with the connection lost.
  explicit Session(const ConnectionOptions& options, absl::Duration patience = kPatience);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Returns the number of rows inserted, deleted or, whether they were changed or not, found by an UPDATE.
  // Statements are prepared once and kept by their text, so the text must come from a small set.
  uint64_t Execute(const std::string& sql, absl::Span<const Value> values = {});
  // The whole result is in memory before the first row is given. `row` may run other statements, not this
  // one.
  void Query(const std::string& sql, absl::Span<const Value> values, absl::FunctionRef<void(const Row&)> row);

  // INSERT of many rows in as few statements as possible. `head` ends before the first row ("INSERT INTO t
  // (a, b) VALUES"); `values` are the rows one after another, `columns` each; `tail` comes after the last
  // ("ON DUPLICATE KEY UPDATE ..."). Sizes are quantised so that few statements are prepared.
  void InsertRows(const std::string& head, int columns, absl::Span<const Value> values,
                  const std::string& tail = "");

  // Runs `sql`, in which one "(?*)" stands for the list, over all of `list` in chunks; `before` and `after`
  // are bound before and after the list. An empty list runs nothing. Result order is only by chunk.
  void QueryIn(const std::string& sql, absl::Span<const Value> before, absl::Span<const Value> list,
               absl::Span<const Value> after, absl::FunctionRef<void(const Row&)> row);
  uint64_t ExecuteIn(const std::string& sql, absl::Span<const Value> before, absl::Span<const Value> list,
                     absl::Span<const Value> after);

  // A statement without parameters and result, not prepared: BEGIN, COMMIT, DDL.
  void Run(const std::string& sql);

  // From now on every statement belongs to a transaction, which the first one begins, and which COMMIT or ROLLBACK ends.
  // Spares a statement for each transaction that need not be told to begin.
  void BeginByItself();

  // A statement from now on that takes longer ends with kStatementTimeout; zero: as long as it takes. Costs a statement
  // when the limit was another one.
  void LimitStatements(absl::Duration limit);
  // Without that limit: the outcome of a commit that was given up would have to be found out.
  void Commit();

  // Whether the server answers.
  bool Ping();
  // What the server calls this connection; other servers have other ones of the same number.
  uint64_t connection_id() const;
  absl::Time open_time() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nanolearn::mysql
