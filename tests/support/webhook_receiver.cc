#include "tests/support/webhook_receiver.h"

#include <gtest/gtest.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nanolearn::testing {

struct WebhookReceiver::Impl {
  MHD_Daemon* daemon = nullptr;
  mutable std::mutex mutex;  // for what follows
  Answer answer;
  std::vector<std::pair<ReceivedPost, int>> posts;  // with what was answered
};

namespace {

MHD_Result AddHeader(void* post, enum MHD_ValueKind, const char* name, const char* value) {
  static_cast<ReceivedPost*>(post)->headers[absl::AsciiStrToLower(name)] = value ? value : "";
  return MHD_YES;
}

MHD_Result Reply(MHD_Connection* connection, int status) {
  MHD_Response* const response = MHD_create_response_from_buffer(0, nullptr, MHD_RESPMEM_PERSISTENT);
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(status), response);
  MHD_destroy_response(response);
  return queued;
}

MHD_Result Handle(void* receiver, MHD_Connection* connection, const char* path, const char*, const char*,
                  const char* data, size_t* size, void** state) {
  if (*state == nullptr) {
    auto* const post = new ReceivedPost{.path = path};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, AddHeader, post);
    *state = post;
    return MHD_YES;
  }
  auto& post = *static_cast<ReceivedPost*>(*state);
  if (*size > 0) {
    post.body.append(data, *size);
    *size = 0;
    return MHD_YES;
  }
  auto& impl = *static_cast<WebhookReceiver::Impl*>(receiver);
  WebhookReceiver::Answer answer;
  {
    const std::lock_guard lock(impl.mutex);
    answer = impl.answer;
  }
  const int status = answer(post);
  {
    const std::lock_guard lock(impl.mutex);
    impl.posts.emplace_back(post, status);
  }
  return Reply(connection, status);
}

void Forget(void*, MHD_Connection*, void** state, enum MHD_RequestTerminationCode) {
  delete static_cast<ReceivedPost*>(*state);
}

}  // namespace

WebhookReceiver::WebhookReceiver(Answer answer) : impl_(std::make_unique<Impl>()) {
  impl_->answer = std::move(answer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  impl_->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0,
                                   nullptr, nullptr, Handle, impl_.get(), MHD_OPTION_SOCK_ADDR, &address,
                                   MHD_OPTION_NOTIFY_COMPLETED, Forget, nullptr, MHD_OPTION_END);
  if (!impl_->daemon) {
    ADD_FAILURE() << "the receiver of webhooks cannot listen";
    std::abort();
  }
}

WebhookReceiver::~WebhookReceiver() { MHD_stop_daemon(impl_->daemon); }

std::string WebhookReceiver::url() const {
  return absl::StrCat("http://127.0.0.1:",
                      MHD_get_daemon_info(impl_->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
}

void WebhookReceiver::SetAnswer(Answer answer) {
  const std::lock_guard lock(impl_->mutex);
  impl_->answer = std::move(answer);
}

std::vector<ReceivedPost> WebhookReceiver::posts() const {
  const std::lock_guard lock(impl_->mutex);
  std::vector<ReceivedPost> posts;
  for (const auto& [post, status] : impl_->posts) posts.push_back(post);
  return posts;
}

std::vector<nlohmann::json> WebhookReceiver::events() const {
  const std::lock_guard lock(impl_->mutex);
  std::vector<nlohmann::json> events;
  for (const auto& [post, status] : impl_->posts) {
    if (status >= 300) continue;
    for (const nlohmann::json& event : post.json()) events.push_back(event);
  }
  return events;
}

int StatementStore::Take(const ReceivedPost& post) {
  if (post.path != "/xapi/statements") return 404;
  const auto header = [&](const char* name) {
    const auto found = post.headers.find(name);
    return found == post.headers.end() ? "" : found->second;
  };
  if (header("authorization") != authorization_) return 401;
  if (header("x-experience-api-version") != "1.0.3") return 400;
  const std::lock_guard lock(mutex_);
  const nlohmann::json statements = post.json();
  for (const nlohmann::json& statement : statements) {
    const auto known = statements_.find(statement.at("id"));
    if (known != statements_.end() && known->second != statement) {
      ++conflicts_;
      return 409;
    }
  }
  for (const nlohmann::json& statement : statements) statements_[statement.at("id")] = statement;
  return 200;
}

std::map<std::string, nlohmann::json> StatementStore::statements() const {
  const std::lock_guard lock(mutex_);
  return statements_;
}

int StatementStore::conflicts() const {
  const std::lock_guard lock(mutex_);
  return conflicts_;
}

}  // namespace nanolearn::testing
