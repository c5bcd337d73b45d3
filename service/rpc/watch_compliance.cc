#include "service/rpc/watch_compliance.h"

#include <chrono>
#include <map>

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/compliance_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr size_t kMaxStreams = 200;
constexpr int kMaxRows = 1000;
constexpr std::chrono::milliseconds kPause(250);
// The names of units and who may see what can change without the figures; tokens are revoked.
constexpr std::chrono::seconds kLookAnyway(60);
// A client that has not taken a message for so long is gone or stuck.
constexpr std::chrono::seconds kPatience(120);

absl::Status TooManyStreams() {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   "too many are watching figures through this server; try again later, or ask for them with "
                   "QueryCompliance",
                   {.reason = "TOO_MANY_STREAMS"});
}

absl::StatusOr<ComplianceQuery> Read(const v1::WatchComplianceRequest& request) {
  ComplianceQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  query.children_only = true;
  return query;
}

// Of two answers, whether their figures are the same, however old they are.
std::string FiguresIn(v1::WatchComplianceResponse response) {
  response.clear_data_age();
  return response.SerializeAsString();
}

}  // namespace

// One stream. gRPC keeps it by the reactor, which deletes itself; the list and those who are about to look
// into it keep this.
class ComplianceWatch : public std::enable_shared_from_this<ComplianceWatch> {
 public:
  ComplianceWatch(ComplianceWatches& watches, grpc::CallbackServerContext* context,
                  const v1::WatchComplianceRequest& request)
      : watches_(watches),
        backend_(watches.backend_),
        context_(context),
        request_(request),
        record_("WatchCompliance"),
        reactor_(new Reactor()) {}

  grpc::ServerWriteReactor<v1::WatchComplianceResponse>* Start() {
    reactor_->watch = shared_from_this();
    if (const absl::Status added = watches_.Add(shared_from_this()); !added.ok()) {
      End(added);
      return reactor_;
    }
    const bool accepted = backend_.workers.Submit([self = shared_from_this()] { self->Begin(); });
    if (!accepted) End(TooBusy());
    return reactor_;
  }

  // Empty until its first figures have been sent.
  std::string organisation() {
    const std::lock_guard lock(mutex_);
    return begun_ && !ended_ ? query_.organisation : "";
  }

  // Sends the figures if they are others; `version` was read before. One thread at a time looks, so that an
  // older answer cannot follow a newer one; the call lives until it has looked.
  void Look(const FigureVersion& version) {
    if (!BeginToLook(version)) return;
    absl::StatusOr<v1::WatchComplianceResponse> response = TryToQuery();
    const std::lock_guard lock(mutex_);
    looking_ = false;
    if (ended_) return FinishWhenIdle();
    if (response.ok()) return Send(*std::move(response));
    ended_ = true;
    status_ = response.status();
    FinishWhenIdle();
  }

  void End(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    ended_ = true;
    status_ = status;
    FinishWhenIdle();
  }

 private:
  struct Reactor final : grpc::ServerWriteReactor<v1::WatchComplianceResponse> {
    void OnWriteDone(bool ok) override { watch->AfterWrite(ok); }
    void OnCancel() override { watch->End(CallCancelled()); }
    void OnDone() override {
      watch->watches_.Remove(watch.get());
      delete this;
    }
    std::shared_ptr<ComplianceWatch> watch;
  };

  absl::StatusOr<std::vector<Caller>> Callers() const {
    return Admit(backend_.operations, *context_, "WatchCompliance", &request_);
  }

  // Nothing is looked up for somebody who may not see it.
  absl::StatusOr<ComplianceQuery> ReadForCaller() {
    ASSIGN_OR_RETURN(const std::vector<Caller> callers, Callers());
    ASSIGN_OR_RETURN(ComplianceQuery query, Read(request_));
    const absl::Status may = backend_.operations.organisations.Get(callers.front(), query.organisation).status();
    RETURN_IF_ERROR(KeepTrace(backend_.operations, callers.front(), "WatchCompliance", request_, may, nullptr));
    return query;
  }

  // On a worker.
  void Begin() {
    try {
      absl::StatusOr<ComplianceQuery> query = ReadForCaller();
      if (!query.ok()) return End(query.status());
      const absl::StatusOr<FigureVersion> version =
          ReadFigureVersion(backend_.operations.env, query->organisation);
      if (!version.ok()) return End(version.status());
      {
        const std::lock_guard lock(mutex_);
        query_ = *std::move(query);
        begun_ = true;
      }
      Look(*version);
    } catch (...) {
      End(UnexpectedException());
    }
  }

  bool BeginToLook(const FigureVersion& version) {
    const std::lock_guard lock(mutex_);
    if (ended_ || looking_) return false;
    const auto now = SteadyClock::now();
    if (writing_ && now - write_start_ > kPatience) context_->TryCancel();
    if (looked_ && version == version_ && now - last_look_ < kLookAnyway) return false;
    version_ = version;
    last_look_ = now;
    looked_ = looking_ = true;
    return true;
  }

  // What nobody expects ends the stream, and no other.
  absl::StatusOr<v1::WatchComplianceResponse> TryToQuery() {
    try {
      return Query();
    } catch (...) {
      return UnexpectedException();
    }
  }

  absl::StatusOr<v1::WatchComplianceResponse> Query() {
    ASSIGN_OR_RETURN(const std::vector<Caller> callers, Callers());
    const PageRequest page{.size = request_.children() ? kMaxRows : 1};
    const Caller* caller = nullptr;
    ASSIGN_OR_RETURN(const ComplianceReport report, AsOneOf(callers, caller, [&](const Caller& one) {
                       return backend_.operations.compliance.Query(one, query_, page);
                     }));
    v1::WatchComplianceResponse response;
    response.set_as_of(FormatDate(report.as_of));
    for (const ComplianceRow& row : report.rows) *response.add_rows() = ToProto(row, query_.organisation);
    *response.mutable_data_age() = ToProto(report.age);
    return response;
  }

  // The mutex is held by whoever calls this and the functions below, but for AfterWrite.
  void Send(v1::WatchComplianceResponse response) {
    std::string figures = FiguresIn(response);
    if (figures == last_figures_) return;
    last_figures_ = std::move(figures);
    next_ = std::move(response);
    has_next_ = true;
    WriteWhenIdle();
  }

  void WriteWhenIdle() {
    if (writing_ || !has_next_) return;
    std::swap(current_, next_);
    has_next_ = false;
    writing_ = true;
    write_start_ = SteadyClock::now();
    reactor_->StartWrite(&current_);
  }

  void AfterWrite(bool ok) {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (!ok && !ended_) {
      ended_ = true;
      status_ = CallCancelled();
    }
    if (ended_) return FinishWhenIdle();
    WriteWhenIdle();
  }

  void FinishWhenIdle() {
    if (writing_ || looking_ || finished_) return;
    finished_ = true;
    reactor_->Finish(record_.Close(status_));
  }

  ComplianceWatches& watches_;
  const Backend backend_;
  grpc::CallbackServerContext* const context_;
  const v1::WatchComplianceRequest request_;
  const CallRecord record_;
  Reactor* const reactor_;  // valid until it is finished

  std::mutex mutex_;  // for what follows
  ComplianceQuery query_;
  bool begun_ = false, ended_ = false, finished_ = false;
  bool writing_ = false, looking_ = false, looked_ = false, has_next_ = false;
  absl::Status status_;
  FigureVersion version_;
  SteadyClock::time_point last_look_, write_start_;
  std::string last_figures_;
  v1::WatchComplianceResponse current_, next_;
};

ComplianceWatches::ComplianceWatches(const Backend& backend)
    : backend_(backend),
      thread_([this](std::stop_token stop) { Run(std::move(stop)); }),
      close_(backend.stopping, [this] { Close(); }) {}

ComplianceWatches::~ComplianceWatches() {
  Close();
  thread_.request_stop();
  thread_.join();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return watches_.empty(); });
}

grpc::ServerWriteReactor<v1::WatchComplianceResponse>* ComplianceWatches::Watch(
    grpc::CallbackServerContext* context, const v1::WatchComplianceRequest& request) {
  return std::make_shared<ComplianceWatch>(*this, context, request)->Start();
}

void ComplianceWatches::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  for (const auto& watch : All()) watch->End(ServerStopping());
}

void ComplianceWatches::Run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      LookForChanges();
    } catch (...) {
      UnexpectedException().IgnoreError();  // it is in the log; the next look may do better
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !watches_.empty(); });
    changed_.wait_for(lock, stop, kPause, [] { return false; });
  }
}

void ComplianceWatches::LookForChanges() {
  std::map<std::string, absl::StatusOr<FigureVersion>> versions;  // by organisation
  for (const auto& watch : All()) {
    const std::string organisation = watch->organisation();
    if (organisation.empty()) continue;
    auto version = versions.find(organisation);
    if (version == versions.end()) {
      version =
          versions.emplace(organisation, ReadFigureVersion(backend_.operations.env, organisation)).first;
    }
    // While the database cannot be reached nothing changes either.
    if (version->second.ok()) watch->Look(*version->second);
  }
}

absl::Status ComplianceWatches::Add(std::shared_ptr<ComplianceWatch> watch) {
  const std::lock_guard lock(mutex_);
  if (closed_) return ServerStopping();
  if (watches_.size() >= kMaxStreams) return TooManyStreams();
  watches_.push_back(std::move(watch));
  changed_.notify_all();
  return absl::OkStatus();
}

void ComplianceWatches::Remove(const ComplianceWatch* watch) {
  const std::lock_guard lock(mutex_);
  watches_.remove_if([watch](const auto& one) { return one.get() == watch; });
  changed_.notify_all();
}

std::list<std::shared_ptr<ComplianceWatch>> ComplianceWatches::All() {
  const std::lock_guard lock(mutex_);
  return watches_;
}

}  // namespace nanolearn::rpc
