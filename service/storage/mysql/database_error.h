#pragma once
// What goes wrong when speaking to the database. The only place that knows what error numbers mean.

#include <exception>
#include <string>

namespace nanolearn::mysql {

enum class ErrorClass {
  kRetry,           // another transaction was in the way; the connection is good
  kConnectionLost,  // the connection is of no use any more, or the server takes no writes now
  kUnknownOutcome,  // a COMMIT was not answered: it may have happened
  kOther,           // our own mistake, or the operator's
};

// Both for the server's numbers and the client library's. 0, which the driver uses for its own complaints, is
// kOther.
ErrorClass ClassOf(int number);
// The same for a COMMIT.
ErrorClass ClassOfCommit(int number);

class DatabaseError final : public std::exception {
 public:
  // `text` is the database's own; it may quote data and is for the log only.
  DatabaseError(int number, std::string text) : number_(number), text_(std::move(text)) {}

  int number() const { return number_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  int number_;
  std::string text_;
};

// Those that are asked for by name.
inline constexpr int kAccessToSchemaDenied = 1044;
inline constexpr int kAccessDenied = 1045;
inline constexpr int kUnknownSchema = 1049;
inline constexpr int kTableExists = 1050;
inline constexpr int kDuplicateKey = 1062;
inline constexpr int kNoSuchTable = 1146;
inline constexpr int kDeadlock = 1213;

}  // namespace nanolearn::mysql
