#include "admin-cli/commands/token_secret.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "admin-cli/output_forms.h"
#include "service/base/private_file.h"

namespace nanolearn::cli {
namespace {

bool IsData(Format format) { return format == Format::kJson || format == Format::kCsv; }

void PrintSecret(Table& token, const std::string& secret, Context& context) {
  if (IsData(context.config.format)) {
    token.columns.push_back({"secret", "Secret"});
    token.rows[0].push_back(secret);
    context.Answer(token);
  } else {
    context.out << secret << "\n";
  }
}

}  // namespace

absl::Status CheckSecretFile(const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return UsageError(absl::StrCat("Cannot write ", path, ": it is a folder."));
  }
  if (std::filesystem::exists(path, error)) {
    return UsageError(
        absl::StrCat("Cannot write ", path, ": it exists already, and may hold another secret."));
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0) {
    return UsageError(absl::StrCat("Cannot write ", path, ": ", std::strerror(errno), "."));
  }
  return absl::OkStatus();
}

absl::Status HandOver(Table token, const std::string& secret, const std::string& path, Context& context) {
  const std::string id = FlatText(token.rows[0][0]);
  if (path.empty()) {
    PrintSecret(token, secret, context);
    context.Note(absl::StrCat("Created token ", id, ". Its secret cannot be shown again."));
    return absl::OkStatus();
  }
  if (const absl::Status status = WritePrivateFile(path, secret + "\n"); !status.ok()) {
    PrintSecret(token, secret, context);
    return UnexpectedError(absl::StrCat(
        "The token ", id, " exists, but its secret went to the output: ", status.message(), "."));
  }
  context.Answer(token);
  context.Note(
      absl::StrCat("Created token ", id, ". Its secret is in ", path, "; it cannot be shown again."));
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
