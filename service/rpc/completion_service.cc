#include "service/rpc/completion_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/completion_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/completion_converter.h"
#include "service/rpc/recording_rights.h"
#include "service/rpc/status_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

// Records a batch in transactions of a size that the database likes.
class BatchRecorder {
 public:
  BatchRecorder(Completions& completions, const Organisation& organisation, const AuditOrigin& origin)
      : completions_(completions), organisation_(organisation), origin_(origin) {}

  // One result for each request, in order.
  std::vector<CompletionResult> Record(const v1::BatchRecordCompletionsRequest& batch) {
    results_.assign(batch.requests_size(), absl::InternalError("the completion was not reached"));
    for (int i = 0; i < batch.requests_size(); ++i) {
      absl::StatusOr<CompletionRequest> request = ReadIn(organisation_.slug, batch.requests(i));
      if (request.ok()) {
        requests_.push_back(*std::move(request));
        requests_.back().origin = origin_;
        places_.push_back(i);
      } else {
        results_[i] = request.status();
      }
      if (requests_.size() == limits::kMaxCompletionsTogether) WriteChunk();
    }
    WriteChunk();
    return std::move(results_);
  }

 private:
  void WriteChunk() {
    if (requests_.empty()) return;
    // What an earlier chunk recorded stands. A database that has just failed is not asked again.
    absl::StatusOr<std::vector<CompletionResult>> chunk =
        broken_.ok() ? completions_.RecordAll(organisation_, requests_)
                     : absl::StatusOr<std::vector<CompletionResult>>(broken_);
    if (!chunk.ok()) broken_ = chunk.status();
    for (size_t i = 0; i < places_.size(); ++i) {
      results_[places_[i]] = chunk.ok() ? std::move((*chunk)[i]) : CompletionResult(broken_);
    }
    requests_.clear();
    places_.clear();
  }

  Completions& completions_;
  const Organisation& organisation_;
  const AuditOrigin& origin_;
  std::vector<CompletionResult> results_;
  std::vector<CompletionRequest> requests_;  // waiting to be written
  std::vector<int> places_;                  // of their results
  absl::Status broken_;
};

absl::StatusOr<v1::BatchRecordCompletionsResponse> RecordBatch(
    Operations& operations, const Caller& caller, const v1::BatchRecordCompletionsRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug, ParseOrganisationName(request.parent(), "parent"));
  if (request.requests().empty() || request.requests_size() > limits::kMaxBatchCompletions) {
    return InvalidField("requests", absl::StrCat("are 1 to ", limits::kMaxBatchCompletions));
  }
  ASSIGN_OR_RETURN(const Organisation organisation, operations.completions.AuthoriseRecording(caller, slug));
  v1::BatchRecordCompletionsResponse response;
  BatchRecorder recorder(operations.completions, organisation, caller.origin);
  for (const CompletionResult& result : recorder.Record(request)) {
    *response.add_results() = ToProto(result, slug);
  }
  return response;
}

absl::StatusOr<v1::ImportCompletionsResponse> Import(Operations& operations, const Caller& caller,
                                                     const v1::ImportCompletionsRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug, ParseOrganisationName(request.parent(), "parent"));
  if (request.completions().empty() || request.completions_size() > limits::kMaxBatchCompletions) {
    return InvalidField("completions", absl::StrCat("are 1 to ", limits::kMaxBatchCompletions));
  }
  // Rows that cannot be read are answered where they stand; the others go on together.
  std::vector<CompletionResult> results(request.completions_size(), absl::UnknownError("not run"));
  std::vector<PersonCompletion> rows;
  std::vector<int> places;
  for (int i = 0; i < request.completions_size(); ++i) {
    absl::StatusOr<PersonCompletion> row = ReadIn(slug, request.completions(i));
    if (row.ok()) {
      rows.push_back(*std::move(row));
      places.push_back(i);
    } else {
      results[i] = row.status();
    }
  }
  ASSIGN_OR_RETURN(std::vector<CompletionResult> imported, operations.completions.Import(caller, slug, rows));
  for (size_t i = 0; i < places.size(); ++i) results[places[i]] = std::move(imported[i]);
  v1::ImportCompletionsResponse response;
  for (const CompletionResult& result : results) *response.add_results() = ToProto(result, slug);
  return response;
}

absl::StatusOr<v1::AttestSessionResponse> Attest(Operations& operations, const Caller& caller,
                                                 const v1::AttestSessionRequest& request) {
  ASSIGN_OR_RETURN(const SessionAttestation session, Read(request));
  if (request.people().empty() || request.people_size() > limits::kMaxBatchCompletions) {
    return InvalidField("people", absl::StrCat("are 1 to ", limits::kMaxBatchCompletions));
  }
  ASSIGN_OR_RETURN(const std::vector<CompletionResult> results,
                   operations.completions.Attest(caller, session));
  v1::AttestSessionResponse response;
  for (const CompletionResult& result : results) {
    *response.add_results() = ToProto(result, session.organisation);
  }
  return response;
}

absl::StatusOr<v1::Completion> Void(Operations& operations, const Caller& caller,
                                    const v1::VoidCompletionRequest& request) {
  ASSIGN_OR_RETURN(const CompletionVoidRequest read, Read(request));
  ASSIGN_OR_RETURN(const CompletionView view, operations.completions.Void(caller, read));
  return ToProto(view, read.organisation);
}

absl::StatusOr<v1::Completion> Get(Operations& operations, const Caller& caller,
                                   const v1::GetCompletionRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "completions", "name"));
  ASSIGN_OR_RETURN(const CompletionView view, operations.completions.Get(caller, name.organisation, name.id));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListCompletionsResponse> List(Operations& operations, const Caller& caller,
                                                 const v1::ListCompletionsRequest& request) {
  ASSIGN_OR_RETURN(const CompletionListQuery query, Read(request));
  ASSIGN_OR_RETURN(const CompletionList list, operations.completions.List(caller, query, ReadPage(request)));
  v1::ListCompletionsResponse response;
  for (const CompletionView& view : list.completions) {
    *response.add_completions() = ToProto(view, query.organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

class CompletionService final : public v1::CompletionService::CallbackService {
 public:
  explicit CompletionService(const Backend& backend)
      : backend_(backend), rights_(backend.operations.completions) {}

  grpc::ServerUnaryReactor* RecordCompletion(grpc::CallbackServerContext* context,
                                             const v1::RecordCompletionRequest* request,
                                             v1::RecordCompletionResponse* response) override {
    return ServeLater(
        backend_, context, request, response,
        [this](const std::vector<Caller>& callers, const v1::RecordCompletionRequest& request,
               Answer<v1::RecordCompletionResponse> answer) { Record(callers.front(), request, std::move(answer)); });
  }
  grpc::ServerUnaryReactor* BatchRecordCompletions(grpc::CallbackServerContext* context,
                                                   const v1::BatchRecordCompletionsRequest* request,
                                                   v1::BatchRecordCompletionsResponse* response) override {
    return Serve(backend_, context, request, response, RecordBatch);
  }
  grpc::ServerUnaryReactor* ImportCompletions(grpc::CallbackServerContext* context,
                                              const v1::ImportCompletionsRequest* request,
                                              v1::ImportCompletionsResponse* response) override {
    return Serve(backend_, context, request, response, Import);
  }
  grpc::ServerUnaryReactor* AttestSession(grpc::CallbackServerContext* context,
                                          const v1::AttestSessionRequest* request,
                                          v1::AttestSessionResponse* response) override {
    return Serve(backend_, context, request, response, Attest);
  }
  grpc::ServerUnaryReactor* VoidCompletion(grpc::CallbackServerContext* context,
                                           const v1::VoidCompletionRequest* request,
                                           v1::Completion* response) override {
    return Serve(backend_, context, request, response, Void);
  }
  grpc::ServerUnaryReactor* GetCompletion(grpc::CallbackServerContext* context,
                                          const v1::GetCompletionRequest* request,
                                          v1::Completion* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListCompletions(grpc::CallbackServerContext* context,
                                            const v1::ListCompletionsRequest* request,
                                            v1::ListCompletionsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }

 private:
  // The worker is free again as soon as the completion waits to be written; the answer comes from the queue's
  // thread.
  void Record(const Caller& caller, const v1::RecordCompletionRequest& request,
              Answer<v1::RecordCompletionResponse> answer) {
    absl::StatusOr<NamedCompletionRequest> named = Read(request);
    if (!named.ok()) return answer(named.status());
    const absl::StatusOr<Organisation> organisation = rights_.Authorise(caller, named->organisation);
    if (!organisation.ok()) {
      return answer(KeepTrace(backend_.operations, caller, "RecordCompletion", request, organisation.status(),
                              /*response=*/nullptr));
    }
    named->request.origin = caller.origin;
    backend_.operations.completion_queue.Record(
        *organisation, std::move(named->request),
        [answer = std::move(answer), slug = named->organisation](CompletionResult result) mutable {
          if (!result.ok()) return answer(result.status());
          answer(ToProto(*result, slug));
        });
  }

  const Backend backend_;
  RecordingRights rights_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeCompletionService(const Backend& backend) {
  return std::make_unique<CompletionService>(backend);
}

}  // namespace nanolearn::rpc
