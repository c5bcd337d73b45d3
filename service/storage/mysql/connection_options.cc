#include "service/storage/mysql/connection_options.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nanolearn::mysql {
namespace {

constexpr absl::string_view kForm = "mysql://USER@HOST[:PORT]/SCHEMA[?ssl-ca=FILE|tls=off][&socket=FILE]";
constexpr size_t kMaxSchemaBytes = 64;

absl::Status Refuse(absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("the database's address ", why, "; its form is ", kForm));
}

std::optional<char> HexByte(absl::string_view digits) {
  int value = 0;
  return absl::SimpleHexAtoi(digits, &value) ? std::optional(static_cast<char>(value)) : std::nullopt;
}

// "%40" and the like.
std::optional<std::string> Unescape(absl::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const absl::string_view digits = text.substr(i + 1, 2);
    if (digits.size() != 2 || !absl::ascii_isxdigit(digits[0]) || !absl::ascii_isxdigit(digits[1])) {
      return std::nullopt;
    }
    plain += *HexByte(digits);
    i += 2;
  }
  return plain;
}

absl::Status ReadUser(absl::string_view text, ConnectionOptions& options) {
  // Not repeated in the message: it would land in logs.
  if (text.find(':') != absl::string_view::npos) {
    return Refuse("holds a password, which other users of this machine could read; give it in a file");
  }
  const std::optional<std::string> user = Unescape(text);
  if (!user || user->empty()) return Refuse("has no user");
  options.user = *user;
  return absl::OkStatus();
}

absl::Status ReadHost(absl::string_view text, ConnectionOptions& options) {
  const size_t bracket = text.find(']');
  const size_t colon = text.find(':', bracket == absl::string_view::npos ? 0 : bracket);
  absl::string_view host = text.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[") && !absl::ConsumeSuffix(&host, "]")) return Refuse("has no valid host");
  if (host.empty()) return Refuse("has no host");
  options.host = std::string(host);
  if (colon == absl::string_view::npos) return absl::OkStatus();
  const bool number = absl::SimpleAtoi(text.substr(colon + 1), &options.port);
  if (!number || options.port < 1 || options.port > 65535) return Refuse("has no valid port");
  return absl::OkStatus();
}

// Letters that need no quoting, here or in an operator's shell.
absl::Status ReadSchema(absl::string_view text, ConnectionOptions& options) {
  if (text.empty() || text.size() > kMaxSchemaBytes) return Refuse("has no schema");
  for (const char c : text) {
    if (!absl::ascii_isalnum(c) && c != '_' && c != '-') {
      return Refuse("has a schema with characters other than letters, digits, _ and -");
    }
  }
  options.schema = std::string(text);
  return absl::OkStatus();
}

absl::Status ReadParameters(absl::string_view text, ConnectionOptions& options) {
  for (const absl::string_view parameter : absl::StrSplit(text, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(parameter, absl::MaxSplits('=', 1));
    if (parameter == "tls=off") {
      options.without_tls = true;
      continue;
    }
    const std::optional<std::string> path = Unescape(pair.second);
    std::string* const target = pair.first == "ssl-ca"   ? &options.ca_file
                                : pair.first == "socket" ? &options.socket
                                                         : nullptr;
    if (!target || !path || path->empty())
      return Refuse("has a parameter other than ssl-ca=FILE, tls=off and socket=FILE");
    *target = *path;
  }
  if (options.without_tls && !options.ca_file.empty()) return Refuse("has both ssl-ca and tls=off");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ConnectionOptions> ParseDatabaseUrl(absl::string_view url) {
  if (!absl::ConsumePrefix(&url, "mysql://")) return Refuse("does not begin with mysql://");
  const std::pair<absl::string_view, absl::string_view> query = absl::StrSplit(url, absl::MaxSplits('?', 1));
  const size_t at = query.first.rfind('@');
  if (at == absl::string_view::npos) return Refuse("has no user");
  const std::pair<absl::string_view, absl::string_view> place =
      absl::StrSplit(query.first.substr(at + 1), absl::MaxSplits('/', 1));

  ConnectionOptions options;
  absl::Status status = ReadUser(query.first.substr(0, at), options);
  if (status.ok()) status = ReadHost(place.first, options);
  if (status.ok()) status = ReadSchema(place.second, options);
  if (status.ok()) status = ReadParameters(query.second, options);
  if (!status.ok()) return status;
  return options;
}

}  // namespace nanolearn::mysql
