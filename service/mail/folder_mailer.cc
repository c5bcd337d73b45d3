#include "service/mail/folder_mailer.h"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/private_file.h"
#include "service/mail/mail_headers.h"

namespace nanolearn {
namespace {

constexpr char kBoundary[] = "nanolearn-between-the-parts";

std::string Part(absl::string_view type, absl::string_view text) {
  return absl::StrCat("--", kBoundary, "\r\nContent-Type: ", type,
                      "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
                      absl::StrReplaceAll(text, {{"\r", ""}, {"\n", "\r\n"}}), "\r\n");
}

std::string Written(const Mail& mail, const std::vector<std::string>& headers) {
  std::string file;
  for (const std::string& header : headers) absl::StrAppend(&file, header, "\r\n");
  absl::StrAppend(&file, "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"", kBoundary,
                  "\"\r\n\r\n", Part("text/plain", mail.text));
  if (!mail.html.empty()) absl::StrAppend(&file, Part("text/html", mail.html));
  return absl::StrCat(file, "--", kBoundary, "--\r\n");
}

}  // namespace

absl::StatusOr<std::unique_ptr<FolderMailer>> FolderMailer::Make(const std::string& folder,
                                                                 const std::string& from) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || chmod(folder.c_str(), 0700) != 0) {
    return absl::InvalidArgumentError(absl::StrCat("--mail-folder: the folder ", folder,
                                                   " cannot be made: ", error ? error.message() : "it is not ours"));
  }
  return std::unique_ptr<FolderMailer>(new FolderMailer(folder, from.empty() ? "nanolearn@localhost" : from));
}

FolderMailer::FolderMailer(std::string folder, std::string from)
    : folder_(std::move(folder)), from_(std::move(from)), domain_(from_.substr(from_.rfind('@') + 1)) {}

Delivery FolderMailer::Send(const Mail& mail, const std::string& message_id, absl::Time now,
                            std::stop_token) {
  // By time, so that the newest is the last; the same mail tried again takes the place of itself.
  const std::string path = absl::StrCat(
      folder_, "/", absl::FormatTime("%Y%m%d-%H%M%S", mail.create_time, absl::UTCTimeZone()), "-",
      message_id.substr(0, message_id.find('@')), ".eml");
  const absl::Status written = WritePrivateFile(path, Written(mail, HeadersOf(mail, from_, message_id, now)));
  if (written.ok()) return {};
  return {Delivery::Outcome::kUnreachable, std::string(written.message())};
}

}  // namespace nanolearn
