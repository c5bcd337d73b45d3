#include "admin-cli/config.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/status_macros.h"
#include "service/domain/toml_text.h"

namespace nanolearn::cli {
namespace {

constexpr char kDefaultAddress[] = "127.0.0.1:8421";
constexpr absl::string_view kDefaultPort = "8421";

// XDG's base folders; empty without a home.
std::string BaseFolder(const Environment& environment, const char* variable, const char* below_home) {
  const std::string folder = environment.Get(variable);
  if (absl::StartsWith(folder, "/")) return folder;
  const std::string home = environment.Get("HOME");
  return home.empty() ? "" : absl::StrCat(home, below_home);
}

// A path in the file is seen from the file's folder; ~ is the home.
std::string PathInFile(const std::string& path, const std::string& file, const Environment& environment) {
  if (path.empty()) return path;
  if (absl::StartsWith(path, "~/")) return environment.Get("HOME") + path.substr(1);
  return (std::filesystem::path(file).parent_path() / path).string();
}

absl::Status ReadKey(const toml::key& key, const toml::node& node, const std::string& path,
                     GlobalFlags& values) {
  std::string* const value = key == "address"              ? &values.address
                             : key == "token_file"         ? &values.token_file
                             : key == "organisation"       ? &values.organisation
                             : key == "ca_file"            ? &values.ca_file
                             : key == "client_certificate" ? &values.client_certificate
                             : key == "client_key"         ? &values.client_key
                             : key == "issuer"             ? &values.issuer
                             : key == "client_id"          ? &values.client_id
                                                           : nullptr;
  const std::string place = absl::StrCat(path, ":", key.source().begin.line, ": ");
  if (value == nullptr) {
    return UsageError(absl::StrCat(place, std::string(key.str()),
                                   " is not known; known are address, token_file, organisation, ca_file, "
                                   "client_certificate, client_key, issuer, client_id."));
  }
  if (!node.is_string()) {
    return UsageError(absl::StrCat(place, std::string(key.str()), " must be text in quotes."));
  }
  *value = node.as_string()->get();
  return absl::OkStatus();
}

absl::StatusOr<GlobalFlags> ReadConfigFile(const Environment& environment) {
  GlobalFlags values;
  const std::string path =
      absl::StrCat(BaseFolder(environment, "XDG_CONFIG_HOME", "/.config"), "/nanolearn/cli.toml");
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return values;
  ASSIGN_OR_RETURN(const std::string content, ReadFile(path, kMaxConfigBytes));
  const TomlText text = ParseToml(content);
  if (text.error_line > 0) return UsageError(absl::StrCat(path, ":", text.error_line, ": ", text.error, "."));
  for (const auto& [key, node] : text.table) RETURN_IF_ERROR(ReadKey(key, node, path, values));
  for (std::string* const file :
       {&values.token_file, &values.ca_file, &values.client_certificate, &values.client_key}) {
    *file = PathInFile(*file, path, environment);
  }
  return values;
}

const std::string& FirstOf(const std::string& flag, const std::string& variable, const std::string& file) {
  return !flag.empty() ? flag : !variable.empty() ? variable : file;
}

// The part before the port; "[::1]:8421" gives "::1".
std::string HostOf(absl::string_view address) {
  if (absl::ConsumePrefix(&address, "[")) return std::string(address.substr(0, address.find(']')));
  return std::string(address.substr(0, address.rfind(':')));
}

absl::StatusOr<std::string> CheckedAddress(const std::string& given) {
  if (absl::StartsWith(given, "unix:")) return given;
  absl::string_view address = given;
  if (absl::StrContains(address, "://")) {
    return UsageError(absl::StrCat("The address ", given, " must be HOST:PORT, without a scheme."));
  }
  if (std::count(given.begin(), given.end(), ':') > 1 && given[0] != '[') {
    return UsageError(
        absl::StrCat("The address ", given, " must have its IPv6 part in brackets: [::1]:8421."));
  }
  const size_t colon = address.rfind(':');
  const size_t bracket = address.rfind(']');
  const bool has_port =
      colon != absl::string_view::npos && (bracket == absl::string_view::npos || colon > bracket);
  if (!has_port) return absl::StrCat(address, ":", kDefaultPort);
  int port = 0;
  if (!absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 1 || port > 65535 || colon == 0) {
    return UsageError(absl::StrCat("The address ", given, " must be HOST:PORT, for example 127.0.0.1:8421."));
  }
  return given;
}

Format FormatOf(const std::string& name, const Environment& environment) {
  if (name == "table") return Format::kTable;
  if (name == "plain") return Format::kPlain;
  if (name == "json") return Format::kJson;
  if (name == "csv") return Format::kCsv;
  return environment.out_is_terminal ? Format::kTable : Format::kPlain;
}

}  // namespace

std::string Config::TokenFrom() const {
  if (!token.empty()) return "the variable NANOLEARN_TOKEN";
  if (login) return "nanolearn login";
  return token_file.empty() ? "nowhere" : absl::StrCat("the file ", token_file);
}

bool IsLoopback(const std::string& address) {
  if (absl::StartsWith(address, "unix:")) return true;
  const std::string host = HostOf(address);
  return host == "localhost" || host == "::1" || absl::StartsWith(host, "127.");
}

absl::StatusOr<Config> LoadConfig(const GlobalFlags& flags, const Environment& environment) {
  ASSIGN_OR_RETURN(const GlobalFlags file, ReadConfigFile(environment));
  Config config;
  ASSIGN_OR_RETURN(config.address,
                   CheckedAddress(FirstOf(flags.address, environment.Get("NANOLEARN_ADDRESS"),
                                          file.address.empty() ? kDefaultAddress : file.address)));
  config.organisation =
      FirstOf(flags.organisation, environment.Get("NANOLEARN_ORGANISATION"), file.organisation);
  config.ca_file = FirstOf(flags.ca_file, environment.Get("NANOLEARN_CA_FILE"), file.ca_file);
  config.client_certificate = FirstOf(
      flags.client_certificate, environment.Get("NANOLEARN_CLIENT_CERTIFICATE"), file.client_certificate);
  config.client_key = FirstOf(flags.client_key, environment.Get("NANOLEARN_CLIENT_KEY"), file.client_key);
  if (flags.token_file.empty()) config.token = environment.Get("NANOLEARN_TOKEN");
  config.token_file = FirstOf(flags.token_file, environment.Get("NANOLEARN_TOKEN_FILE"), file.token_file);
  config.issuer = file.issuer;
  config.client_id = file.client_id;
  const std::string state = BaseFolder(environment, "XDG_STATE_HOME", "/.local/state");
  if (!state.empty()) config.login_file = state + "/nanolearn/login.json";
  if (config.token.empty() && config.token_file.empty()) config.login = ReadLogin(config.login_file);
  if (config.login && config.login->address != config.address) config.login.reset();
  // Where a server on this machine puts its first token. Never sent anywhere else.
  const std::string data = BaseFolder(environment, "XDG_DATA_HOME", "/.local/share");
  if (config.token_file.empty() && !data.empty() && IsLoopback(config.address)) {
    config.token_file = data + "/nanolearn/admin-token";
  }
  config.format = FormatOf(flags.output, environment);
  return config;
}

}  // namespace nanolearn::cli
