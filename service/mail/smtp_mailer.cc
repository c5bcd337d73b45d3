#include "service/mail/smtp_mailer.h"

#include <curl/curl.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/domain/email_address.h"
#include "service/mail/mail_headers.h"
#include "service/mail/smtp_dialogue.h"

namespace nanolearn {
namespace {

constexpr long kConnectSeconds = 15;
constexpr long kMailSeconds = 90;

// The host of smtp://HOST[:PORT][/]; empty for text of another form.
std::string HostOf(absl::string_view url) {
  if (!absl::ConsumePrefix(&url, "smtp://") && !absl::ConsumePrefix(&url, "smtps://")) return "";
  absl::ConsumeSuffix(&url, "/");
  const size_t bracket = url.rfind(']');
  const size_t colon = url.find(':', bracket == absl::string_view::npos ? 0 : bracket);
  const absl::string_view host = url.substr(0, colon);
  const bool odd = std::any_of(url.begin(), url.end(), [](unsigned char c) {
    return c <= ' ' || c == '/' || c == '@' || c == '?' || c == '#' || c >= 0x7F;
  });
  return odd ? "" : std::string(host);
}

absl::Status Check(const SmtpOptions& options) {
  if (HostOf(options.url).empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--smtp is written smtp://HOST[:PORT] or smtps://HOST[:PORT], not '", options.url,
                     "'; a user goes into --smtp-user"));
  }
  if (!NormalizeEmailAddress(options.from) || !IsPlainAddress(options.from)) {
    return absl::InvalidArgumentError(
        "--smtp needs --mail-from ADDRESS: the address that mails come from, for example "
        "nanolearn@alvnas.example");
  }
  if (options.user.empty() != options.password.empty()) {
    return absl::InvalidArgumentError("--smtp-user and --smtp-password-file are given both or not at all");
  }
  const bool safe =
      options.require_tls || absl::StartsWith(options.url, "smtps://") || IsLocalMailServer(options.url);
  if (!options.user.empty() && !safe) {
    return absl::InvalidArgumentError(
        "will not send a password to a mail server without TLS, where others could read it: leave --smtp-tls "
        "at required");
  }
  return absl::OkStatus();
}

// Frees what libcurl makes.
struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using List = std::unique_ptr<curl_slist, Free>;
using Mime = std::unique_ptr<curl_mime, Free>;

void Append(List& list, const std::string& text) {
  curl_slist* const longer = curl_slist_append(list.get(), text.c_str());
  if (!longer) throw std::bad_alloc();
  (void)list.release();
  list.reset(longer);
}

void AddPart(curl_mime* mime, const std::string& text, const char* type) {
  curl_mimepart* const part = curl_mime_addpart(mime);
  curl_mime_data(part, text.data(), text.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "quoted-printable");
}

// Lines of a mail end in CR LF.
std::string WithLineEnds(absl::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return lines;
}

int Listen(CURL*, curl_infotype type, char* data, size_t size, void* dialogue) {
  if (type == CURLINFO_HEADER_OUT) static_cast<SmtpDialogue*>(dialogue)->HearCommand({data, size});
  if (type == CURLINFO_HEADER_IN) static_cast<SmtpDialogue*>(dialogue)->HearReply({data, size});
  return 0;
}

struct Progress {
  const SmtpDialogue& dialogue;
  const std::stop_token& stop;
};

int MayGoOn(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& progress = *static_cast<const Progress*>(data);
  return progress.stop.stop_requested() && !progress.dialogue.mail_begun() ? 1 : 0;
}

size_t Ignore(char*, size_t size, size_t count, void*) { return size * count; }

}  // namespace

bool IsLocalMailServer(absl::string_view url) {
  const std::string host = HostOf(url);
  return host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
}

struct SmtpMailer::Impl {
  std::unique_ptr<CURL, Free> curl{curl_easy_init()};
  char trouble[CURL_ERROR_SIZE] = "";
};

absl::StatusOr<std::unique_ptr<SmtpMailer>> SmtpMailer::Make(SmtpOptions options) {
  if (absl::Status status = Check(options); !status.ok()) return status;
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  auto mailer = std::unique_ptr<SmtpMailer>(new SmtpMailer(std::move(options)));
  if (global != CURLE_OK || !mailer->impl_->curl) return absl::InternalError("libcurl cannot be used");
  return mailer;
}

SmtpMailer::SmtpMailer(SmtpOptions options)
    : options_(std::move(options)),
      domain_(options_.from.substr(options_.from.rfind('@') + 1)),
      impl_(std::make_unique<Impl>()) {}

SmtpMailer::~SmtpMailer() = default;

namespace {

void SetServer(CURL* curl, const SmtpOptions& options) {
  // What follows the host is the name that EHLO gives.
  curl_easy_setopt(curl, CURLOPT_URL, options.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, long{options.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY});
  // TLS that may be left out keeps nobody out who stands on the way, whatever the certificate says.
  const bool check = options.require_tls || absl::StartsWith(options.url, "smtps://");
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, check ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, check ? 2L : 0L);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kMailSeconds);
}

void SetListeners(CURL* curl, SmtpDialogue& dialogue, Progress& progress) {
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, Listen);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &dialogue);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, MayGoOn);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &progress);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Ignore);
}

}  // namespace

Delivery SmtpMailer::Send(const Mail& mail, const std::string& message_id, absl::Time now,
                          std::stop_token stop) {
  if (!IsPlainAddress(mail.recipient)) {
    return {Delivery::Outcome::kRefused, "the recipient's address cannot be written in a mail",
            /*refuses_recipient=*/true};
  }
  CURL* const curl = impl_->curl.get();
  curl_easy_reset(curl);  // keeps the connection
  SmtpDialogue dialogue;
  Progress progress{dialogue, stop};
  SetServer(curl, options_);
  SetListeners(curl, dialogue, progress);
  impl_->trouble[0] = '\0';
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, impl_->trouble);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, absl::StrCat("<", options_.from, ">").c_str());
  List recipients, headers;
  Append(recipients, absl::StrCat("<", mail.recipient, ">"));
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  for (const std::string& header : HeadersOf(mail, options_.from, message_id, now)) Append(headers, header);
  Append(headers, "Content-Type: multipart/alternative");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  const Mime mime(curl_mime_init(curl));
  AddPart(mime.get(), WithLineEnds(mail.text), "text/plain; charset=utf-8");
  if (!mail.html.empty()) AddPart(mime.get(), WithLineEnds(mail.html), "text/html; charset=utf-8");
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, nullptr);
  if (code == CURLE_OK) return {};
  if (code == CURLE_ABORTED_BY_CALLBACK) return {Delivery::Outcome::kUnreachable, "the server was stopping"};
  return dialogue.Judge(impl_->trouble[0] ? impl_->trouble : curl_easy_strerror(code));
}

}  // namespace nanolearn
