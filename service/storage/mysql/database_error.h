#pragma once
// What goes wrong when speaking to the database. The only place that knows what error numbers mean.

#include <exception>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace nanolearn::mysql {

enum class ErrorClass {
  kRetry,           // another transaction was in the way; the connection is good
  kConnectionLost,  // the connection is of no use any more, or the server takes no writes now
  kUnknownOutcome,  // a COMMIT was not answered: it may have happened
  kTooSlow,         // the statement took longer than somebody waits; the connection is good
  kOther,           // our own mistake, or the operator's
};

// Both for the server's numbers and the client library's. 0, which the driver uses for its own complaints, is
// kOther.
ErrorClass ClassOf(int number);
// The same for a COMMIT.
ErrorClass ClassOfCommit(int number);

class DatabaseError final : public std::exception {
 public:
  // Of the database or its driver, in their own words. `statement`: its SQL; empty: of none.
  DatabaseError(int number, std::string text, const std::string& sql_state, absl::string_view statement);
  // Of ours. `text` quotes nothing that is stored.
  DatabaseError(int number, std::string text) : number_(number), text_(text), log_text_(std::move(text)) {}

  int number() const { return number_; }
  // May quote data: "Duplicate entry 'anna@...'". For whoever starts the server or migrates.
  const char* what() const noexcept override { return text_.c_str(); }
  // For the log: without data. The SQL has none, since values are bound.
  const std::string& log_text() const { return log_text_; }

 private:
  int number_;
  std::string text_;
  std::string log_text_;
};

// Those that are asked for by name.
inline constexpr int kAccessToSchemaDenied = 1044;
inline constexpr int kAccessDenied = 1045;
inline constexpr int kUnknownSchema = 1049;
inline constexpr int kTableExists = 1050;
inline constexpr int kDuplicateKey = 1062;
inline constexpr int kNoSuchTable = 1146;
inline constexpr int kDeadlock = 1213;
inline constexpr int kStatementTimeout = 1969;

}  // namespace nanolearn::mysql
