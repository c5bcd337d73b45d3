#pragma once
// A real HTTP server that takes what is posted to it, as other systems do.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nanolearn::testing {

struct ReceivedPost {
  std::string path;
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;

  nlohmann::json json() const { return nlohmann::json::parse(body); }
};

// Thread-safe.
class WebhookReceiver {
 public:
  // What it answers: a status.
  using Answer = std::function<int(const ReceivedPost&)>;

  explicit WebhookReceiver(Answer answer = [](const ReceivedPost&) { return 204; });
  ~WebhookReceiver();

  // "http://127.0.0.1:PORT"
  std::string url() const;
  void SetAnswer(Answer answer);
  // All that came, whatever was answered.
  std::vector<ReceivedPost> posts() const;
  // The CloudEvents that were answered well, in the order in which they came.
  std::vector<nlohmann::json> events() const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

// The part of a learning record store that takes statements: it knows each by its id, and refuses a whole
// request that has a known id with other content. To be the answer of a WebhookReceiver. Thread-safe.
class StatementStore {
 public:
  // `authorization` is the header it wants.
  explicit StatementStore(std::string authorization) : authorization_(std::move(authorization)) {}
  int Take(const ReceivedPost& post);

  std::map<std::string, nlohmann::json> statements() const;
  int conflicts() const;

 private:
  const std::string authorization_;
  mutable std::mutex mutex_;
  std::map<std::string, nlohmann::json> statements_;  // by id
  int conflicts_ = 0;
};

}  // namespace nanolearn::testing
