#include "tests/benchmarks/completions.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "tests/benchmarks/echo.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/paced.h"
#include "tests/benchmarks/statistics.h"
#include "tests/benchmarks/unary.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kTogether = 1000;  // in one BatchRecordCompletions
constexpr int kPace = 5000;      // completions a second

class CompletionBench {
 public:
  CompletionBench(const std::string& label, const Rounds& rounds, testing::TestClient& client, const FloorTable& floor,
                  const std::string& echo, OpenAssignments& open, Figures& figures)
      : label_(label), rounds_(rounds), client_(client), floor_(floor), echo_(echo), open_(open), figures_(figures) {}

  void MeasureCallers(int callers) {
    std::vector<double> inserts, echoes, completions;
    for (int i = 0; i < rounds_.count; ++i) {
      inserts.push_back(floor_.InsertsPerSecond(callers, rounds_.seconds));
      completions.push_back(CallsPerSecond(callers, absl::Seconds(rounds_.seconds), Record()));
      echoes.push_back(EchoesPerSecond(echo_, callers, rounds_.seconds));
      CheckSupply();
    }
    figures_.Add(Name("floor.durable_insert", callers), Median(inserts), "rows/s", 0);
    figures_.Add(Name("floor.grpc_echo", callers), Median(echoes), "calls/s", 0);
    figures_.Add(Name("completions", callers), Median(completions), "completions/s", Median(inserts));
    figures_.Add(Name("completions_to_echo", callers), Median(completions), "completions/s", Median(echoes));
  }

  void MeasureBatches() {
    std::vector<double> rows, completions;
    for (int i = 0; i < rounds_.count; ++i) {
      rows.push_back(floor_.RowsPerSecond(rounds_.seconds));
      completions.push_back(kTogether * CallsPerSecond(1, absl::Seconds(rounds_.seconds), RecordBatch()));
      CheckSupply();
    }
    figures_.Add(Name("floor.rows_in_statements_of", kTogether), Median(rows), "rows/s", 0);
    figures_.Add(Name("completions_in_batches_of", kTogether), Median(completions), "completions/s", Median(rows));
  }

  // The folding of figures goes on beside them.
  void MeasurePace() {
    std::vector<double> median, p99;
    for (int i = 0; i < rounds_.count; ++i) {
      const std::vector<double> milliseconds = PacedMilliseconds(kPace, absl::Seconds(rounds_.seconds), Record());
      median.push_back(Median(milliseconds));
      p99.push_back(Quantile(milliseconds, 0.99));
      CheckSupply();
    }
    figures_.Add(Name("completion_p50_at", kPace), Median(median), "ms", 0);
    figures_.Add(Name("completion_p99_at", kPace), Median(p99), "ms", 0);
  }

 private:
  std::string Name(absl::string_view what, int number) const { return absl::StrCat(what, ".", number, ".", label_); }

  StartCall Record() {
    return Unary<v1::RecordCompletionRequest, v1::RecordCompletionResponse>(
        client_, [this] { return Request(); },
        [this](auto... arguments) { client_.completions->async()->RecordCompletion(arguments...); });
  }

  StartCall RecordBatch() {
    return Unary<v1::BatchRecordCompletionsRequest, v1::BatchRecordCompletionsResponse>(
        client_,
        [this] {
          v1::BatchRecordCompletionsRequest batch;
          batch.set_parent(kGroup);
          for (int i = 0; i < kTogether; ++i) *batch.add_requests() = Request();
          return batch;
        },
        [this](auto... arguments) { client_.completions->async()->BatchRecordCompletions(arguments...); });
  }

  v1::RecordCompletionRequest Request() {
    v1::RecordCompletionRequest request;
    request.set_assignment(open_.Next());
    request.set_request_id(request.assignment().substr(request.assignment().rfind('/') + 1));
    return request;
  }

  void CheckSupply() const {
    if (open_.spent()) Fail("there are fewer open assignments than completions were made: ask for more people");
  }

  const std::string& label_;
  const Rounds& rounds_;
  testing::TestClient& client_;
  const FloorTable& floor_;
  const std::string& echo_;
  OpenAssignments& open_;
  Figures& figures_;
};

}  // namespace

void MeasureCompletions(const std::string& label, const Rounds& rounds, testing::TestClient& client,
                        const FloorTable& floor, const std::string& echo, OpenAssignments& open, Figures& figures) {
  CompletionBench bench(label, rounds, client, floor, echo, open, figures);
  for (const int callers : {1, 8, 64}) bench.MeasureCallers(callers);
  bench.MeasureBatches();
  bench.MeasurePace();
}

}  // namespace nanolearn::benchmarks
