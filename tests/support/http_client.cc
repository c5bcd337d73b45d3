#include "tests/support/http_client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/support/connect.h"

namespace nanolearn::testing {

HttpConnection::HttpConnection(const std::string& address) : fd_(ConnectTo(address)) {
  const timeval patience{60, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

HttpConnection::~HttpConnection() {
  if (fd_ >= 0) close(fd_);
}

bool HttpConnection::Write(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t sent = send(fd_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    at += static_cast<size_t>(sent);
  }
  return true;
}

HttpAnswer HttpConnection::Read() {
  HttpAnswer answer;
  size_t body = std::string::npos, length = std::string::npos;
  for (;;) {
    if (body == std::string::npos && absl::StrContains(buffer_, "\r\n\r\n")) {
      body = buffer_.find("\r\n\r\n") + 4;
      const std::vector<std::string> lines = absl::StrSplit(buffer_.substr(0, body - 4), "\r\n");
      if (!absl::SimpleAtoi(absl::string_view(lines[0]).substr(9, 3), &answer.status)) return {};
      for (size_t i = 1; i < lines.size(); ++i) {
        const std::pair<std::string, std::string> header = absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
        answer.headers[absl::AsciiStrToLower(header.first)] = header.second;
        if (absl::EqualsIgnoreCase(header.first, "Set-Cookie")) answer.cookies.push_back(header.second);
      }
      uint64_t number = 0;
      if (absl::SimpleAtoi(answer.headers["content-length"], &number)) length = number;
      if (answer.status == 204 || answer.status == 304) length = 0;
      if (answer.status == 100) {
        buffer_.erase(0, body);
        body = length = std::string::npos;
        continue;
      }
    }
    if (length != std::string::npos && buffer_.size() >= body + length) break;
    char chunk[16384];
    const ssize_t got = recv(fd_, chunk, sizeof chunk, 0);
    if (got <= 0) break;
    buffer_.append(chunk, static_cast<size_t>(got));
  }
  if (body == std::string::npos) return {};
  answer.body = buffer_.substr(body, length);
  buffer_.erase(0, length == std::string::npos ? length : body + length);
  return answer;
}

HttpAnswer HttpClient::Send(const std::string& method, const std::string& path, const std::string& body,
                            const Headers& headers) const {
  std::string request =
      absl::StrCat(method, " ", path, " HTTP/1.1\r\nHost: ", address_, "\r\nConnection: close\r\n");
  if (!token_.empty()) absl::StrAppend(&request, "Authorization: Bearer ", token_, "\r\n");
  bool has_type = false;
  for (const auto& [name, value] : headers) {
    has_type |= absl::EqualsIgnoreCase(name, "Content-Type");
    absl::StrAppend(&request, name, ": ", value, "\r\n");
  }
  if (!body.empty()) {
    if (!has_type) absl::StrAppend(&request, "Content-Type: application/scim+json\r\n");
    absl::StrAppend(&request, "Content-Length: ", body.size(), "\r\n");
  }
  HttpConnection connection(address_);
  connection.Write(absl::StrCat(request, "\r\n", body));
  return connection.Read();
}

std::string UrlEncode(const std::string& text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (absl::ascii_isalnum(c) || absl::StrContains("-._~", std::string(1, c))) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      absl::StrAppend(&encoded, "%", std::string(1, kDigits[byte >> 4]), std::string(1, kDigits[byte & 15]));
    }
  }
  return encoded;
}

}  // namespace nanolearn::testing
