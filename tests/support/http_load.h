#pragma once
// Many HTTP/1.1 connections that are kept open, from one thread: for load, and for being there.

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn::testing {

// Valid until the next request is asked for.
struct HttpReply {
  int status = 0;
  absl::string_view head;  // with the status line
  absl::string_view body;

  // "" when there is none; `name` in any case.
  absl::string_view Header(absl::string_view name) const;
};

// Allows this process as many open files as that; false when the system does not.
bool AllowOpenFiles(int files);

class HttpLoad {
 public:
  // Opens the connections; ends the program when one cannot be opened.
  HttpLoad(const std::string& address, int connections);
  ~HttpLoad();
  HttpLoad(const HttpLoad&) = delete;
  HttpLoad& operator=(const HttpLoad&) = delete;

  // The next request of a connection, as it goes over the wire, given the reply to its last one (null: it
  // asks its first, or its connection was lost and is a new one). Empty: nothing more; the connection stays
  // open. The bytes must stay until the connection is asked about again.
  using NextRequest = absl::FunctionRef<absl::string_view(int connection, const HttpReply* last)>;

  struct Result {
    int64_t replies = 0;
    int64_t lost = 0;  // requests whose connection ended without a reply
    double seconds = 0;
    double per_second() const { return static_cast<double>(replies) / seconds; }
  };
  // Keeps all connections asking for `duration`, or until none has more to ask; then waits for the replies
  // that are still to come, for at most a minute.
  Result Run(absl::Duration duration, NextRequest next);

  // How many of the connections the server has closed.
  int CountClosed() const;

 private:
  struct Connection {
    int fd = -1;
    std::string received;
    absl::string_view request;
    size_t sent = 0;
    bool waits = false;  // for a reply
  };

  void Open(int index);
  void Ask(int index, const HttpReply* last);
  void Send(Connection& connection);
  void Receive(int index);
  // Gives the replies that are there as a whole to whoever asked.
  void TakeReplies(int index);
  void Lose(int index);

  const std::string address_;
  int epoll_ = -1;
  std::vector<Connection> connections_;

  // Of the run that goes on.
  const NextRequest* next_ = nullptr;
  bool asks_ = false;
  int waiting_ = 0;
  Result result_;
};

}  // namespace nanolearn::testing
