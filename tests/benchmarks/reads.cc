#include "tests/benchmarks/reads.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "tests/benchmarks/echo.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/statistics.h"
#include "tests/benchmarks/unary.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kCallers = 64;
constexpr int kPeople = 1000;  // that are read in turn

std::vector<std::string> PeopleOf(const testing::TestClient& client) {
  v1::ListPeopleRequest request;
  request.set_parent(kGroup);
  request.set_page_size(kPeople);
  v1::ListPeopleResponse response;
  Check(client.Call(&v1::PersonService::Stub::ListPeople, *client.people, request, &response));
  std::vector<std::string> names;
  for (const v1::Person& person : response.people()) names.push_back(person.name());
  if (names.empty()) Fail("there is nobody to read");
  return names;
}

std::string FirstModule(const testing::TestClient& client) {
  v1::ListModulesRequest request;
  request.set_parent(kGroup);
  v1::ListModulesResponse response;
  Check(client.Call(&v1::ModuleService::Stub::ListModules, *client.modules, request, &response));
  if (response.modules().empty()) Fail("there is no module to read");
  return response.modules(0).name();
}

}  // namespace

void MeasureReads(const std::string& label, const Rounds& rounds, testing::TestClient& client, const std::string& echo,
                  Figures& figures) {
  const std::vector<std::string> people = PeopleOf(client);
  const std::string module = FirstModule(client);
  std::atomic<size_t> next = 0;
  const auto person = [&] { return people[next++ % people.size()]; };

  const StartCall assignments = Unary<v1::ListAssignmentsRequest, v1::ListAssignmentsResponse>(
      client,
      [&] {
        v1::ListAssignmentsRequest request;
        request.set_parent(kGroup);
        request.set_person(person());
        return request;
      },
      [&](auto... arguments) { client.assignments->async()->ListAssignments(arguments...); });
  const StartCall one_person = Unary<v1::GetPersonRequest, v1::Person>(
      client,
      [&] {
        v1::GetPersonRequest request;
        request.set_name(person());
        return request;
      },
      [&](auto... arguments) { client.people->async()->GetPerson(arguments...); });
  const StartCall one_module = Unary<v1::GetModuleRequest, v1::Module>(
      client,
      [&] {
        v1::GetModuleRequest request;
        request.set_name(module);
        return request;
      },
      [&](auto... arguments) { client.modules->async()->GetModule(arguments...); });
  const StartCall lesson = Unary<v1::GetModuleRevisionRequest, v1::ModuleRevision>(
      client,
      [&] {
        v1::GetModuleRevisionRequest request;
        request.set_name(absl::StrCat(module, "/revisions/latest"));
        return request;
      },
      [&](auto... arguments) { client.modules->async()->GetModuleRevision(arguments...); });

  const std::vector<std::pair<std::string, const StartCall*>> reads = {
      {"assignments_of_person", &assignments}, {"person", &one_person}, {"module", &one_module}, {"lesson", &lesson}};
  std::vector<double> echoes;
  std::vector<std::vector<double>> rates(reads.size());
  for (int i = 0; i < rounds.count; ++i) {
    echoes.push_back(EchoesPerSecond(echo, kCallers, rounds.seconds));
    for (size_t read = 0; read < reads.size(); ++read) {
      rates[read].push_back(CallsPerSecond(kCallers, absl::Seconds(rounds.seconds), *reads[read].second));
    }
  }
  for (size_t read = 0; read < reads.size(); ++read) {
    figures.Add(absl::StrCat("reads.", reads[read].first, ".", kCallers, ".", label), Median(rates[read]), "calls/s",
                Median(echoes));
  }
}

}  // namespace nanolearn::benchmarks
