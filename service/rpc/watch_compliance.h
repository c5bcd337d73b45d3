#pragma once

#include <grpcpp/support/server_callback.h>

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "nanolearn/v1/compliance_service.pb.h"
#include "service/app/figure_version.h"
#include "service/rpc/call.h"

namespace nanolearn::rpc {

class ComplianceWatch;

// All streams of WatchCompliance. One thread looks for changes, once for each organisation that is watched,
// and figures are counted only when there was one. Thread-safe.
class ComplianceWatches {
 public:
  // What `backend` names outlives it.
  explicit ComplianceWatches(const Backend& backend);
  // Ends all streams; none is left when this returns.
  ~ComplianceWatches();

  // Serves one stream.
  grpc::ServerWriteReactor<v1::WatchComplianceResponse>* Watch(grpc::CallbackServerContext* context,
                                                               const v1::WatchComplianceRequest& request);
  // Ends all streams, that of Watch from now on too. Returns at once.
  void Close();

 private:
  friend class ComplianceWatch;

  void Run(std::stop_token stop);
  void LookForChanges();
  // Refuses it when there are too many, or no more may come.
  absl::Status Add(std::shared_ptr<ComplianceWatch> watch);
  void Remove(const ComplianceWatch* watch);
  std::list<std::shared_ptr<ComplianceWatch>> All();

  const Backend backend_;
  std::mutex mutex_;  // for what follows
  std::condition_variable_any changed_;
  std::list<std::shared_ptr<ComplianceWatch>> watches_;
  bool closed_ = false;
  std::jthread thread_;
  std::stop_callback<std::function<void()>> close_;  // the last: it uses the others
};

}  // namespace nanolearn::rpc
