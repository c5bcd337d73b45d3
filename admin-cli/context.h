#pragma once

#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "admin-cli/client.h"
#include "admin-cli/config.h"
#include "admin-cli/environment.h"
#include "admin-cli/names.h"
#include "admin-cli/output.h"

namespace nanolearn::cli {

// Said after a dry run.
inline constexpr char kNothingChanged[] = "This was a dry run: nothing was changed.";

// What every command works with. Answers go to `out`, everything said about them to `err`.
struct Context {
  Context(Config given, std::ostream& out, std::ostream& err, const Environment& environment)
      : config(std::move(given)), out(out), err(err), environment(environment), client(config) {}
  Context(const Context&) = delete;

  const Config config;
  std::ostream& out;
  std::ostream& err;
  const Environment& environment;
  Client client;

  std::string request_id;      // of the change under way, for the error if its outcome stays unknown
  bool rows_left_out = false;  // done, but not with all rows: exit code 8
  bool held = false;           // not done before somebody has looked: exit code 9

  // Names in the organisation that was configured; wrong usage when there is none.
  absl::StatusOr<Names> OrganisationNames() const;
  // The id to send with a change: the one given, or a new one.
  std::string UseRequestId(const std::string& given);

  // Writes the answer in the format asked for.
  void Answer(const Table& table);
  template <typename T, typename Things>
  void AnswerList(const ColumnsOf<T>& columns, const Things& things, absl::string_view nothing) {
    Answer(TableOf(columns, things));
    if (std::empty(things) && config.format == Format::kTable) Note(nothing);
  }
  template <typename T>
  void AnswerOne(const ColumnsOf<T>& columns, const T& thing) {
    Answer(SingleOf(columns, thing));
  }

  // A sentence on `err`.
  void Note(absl::string_view sentence);
};

}  // namespace nanolearn::cli
