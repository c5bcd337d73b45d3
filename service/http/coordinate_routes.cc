#include "service/http/coordinate_routes.h"

#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"
#include "service/http/coordination.h"
#include "service/http/failed_mails.h"
#include "service/http/held_runs.h"
#include "service/http/message.h"
#include "service/http/page_response.h"
#include "service/http/programme_figures.h"
#include "service/http/signed_in_pages.h"
#include "service/http/unit_figures.h"
#include "service/pages/coordinate_mails.h"
#include "service/pages/coordinate_overview.h"
#include "service/pages/coordinate_programme.h"
#include "service/pages/coordinate_questions.h"
#include "service/pages/coordinate_run.h"

namespace nanolearn::http {
namespace {

std::string RunPath(const Request& request) {
  return absl::StrCat("/coordinate/runs/", PathSegment(request.parameters[0]));
}

Response Overview(Operations& operations, const Request&, const Visit& visit) {
  if (!visit.reader.coordinates) {
    if (visit.reader.manages) return PageResponse(404, pages::NotFoundPage(visit.reader));
    return PageResponse(200, pages::NoRightsPage(visit.reader));
  }
  const auto overview = GatherCoordination(operations, visit.user);
  if (!overview.ok()) return RefusalPage(overview.status(), visit);
  return PageResponse(200, pages::CoordinateOverviewPage(visit.reader, *overview));
}

Response ShowProgramme(Operations& operations, const Request& request, const Visit& visit) {
  const auto programme = GatherProgramme(operations, visit.user, request.parameters[0]);
  if (!programme.ok()) return RefusalPage(programme.status(), visit);
  return PageResponse(200, pages::CoordinateProgrammePage(visit.reader, *programme));
}

Response Questions(Operations& operations, const Request&, const Visit& visit) {
  const auto questions = GatherQuestions(operations, visit.user);
  if (!questions.ok()) return RefusalPage(questions.status(), visit);
  return PageResponse(200, pages::CoordinateQuestionsPage(visit.reader, *questions));
}

Response Run(Operations& operations, const Request& request, const Visit& visit) {
  auto run = GatherRun(operations, visit.user, request.parameters[0]);
  if (!run.ok()) return RefusalPage(run.status(), visit);
  run->must_tick = run->can_decide && run->approvable && !request.Query("tick").empty();
  return PageResponse(200, pages::CoordinateRunPage(visit.reader, *run));
}

Response RunChanges(Operations& operations, const Request& request, const Visit& visit) {
  auto file = RunFile(operations, visit.user, request.parameters[0]);
  if (!file.ok()) return RefusalPage(file.status(), visit);
  const PlainWords words(visit.reader.language);
  return CsvFile(*std::move(file), absl::StrCat(words("andringar-", "changes-"), request.parameters[0]));
}

// The run's page tells what was decided, by whoever was first.
Response Decide(Operations& operations, const Request& request, const Visit& visit, bool approves) {
  const std::string& id = request.parameters[0];
  const absl::Status status = DecideRun(operations, visit.user, id, approves, visit.form.Get("request"));
  if (absl::IsFailedPrecondition(status)) {
    const PlainWords words(visit.reader.language);
    return PageResponse(
        409, pages::FailedPage(visit.reader, words("Listan går inte att godkänna. Inget har ändrats.",
                                                   "The list cannot be approved. Nothing has been "
                                                   "changed.")));
  }
  if (!status.ok()) return RefusalPage(status, visit);
  return SeeOther(RunPath(request));
}

// Only of what somebody says to have checked: the people of a whole unit may leave by it.
Response Approve(Operations& operations, const Request& request, const Visit& visit) {
  if (!visit.form.Has("sure")) return SeeOther(absl::StrCat(RunPath(request), "?tick=yes"));
  return Decide(operations, request, visit, true);
}

Response Reject(Operations& operations, const Request& request, const Visit& visit) {
  return Decide(operations, request, visit, false);
}

Response Mails(Operations& operations, const Request& request, const Visit& visit) {
  const auto mails = GatherMails(operations, visit.user, request.Query("page"));
  if (!mails.ok()) return RefusalPage(mails.status(), visit);
  return PageResponse(200, pages::CoordinateMailsPage(visit.reader, *mails));
}

Response Retry(Operations& operations, const Request&, const Visit& visit) {
  const auto retried = visit.form.Has("all") ? RetryAllMails(operations, visit.user)
                                             : RetryMails(operations, visit.user, visit.form.All("mail"));
  if (!retried.ok()) return RefusalPage(retried.status(), visit);
  auto mails = GatherMails(operations, visit.user, "");
  if (!mails.ok()) return RefusalPage(mails.status(), visit);
  mails->retried = *retried;
  return PageResponse(200, pages::CoordinateMailsPage(visit.reader, *mails));
}

}  // namespace

void AddCoordinate(Router& router, Operations& operations) {
  AddSignedIn(router, operations, "GET", "/coordinate", Overview);
  AddSignedIn(router, operations, "GET", "/coordinate/programmes/{slug}", ShowProgramme);
  AddSignedIn(router, operations, "GET", "/coordinate/questions", Questions);
  AddSignedIn(router, operations, "GET", "/coordinate/runs/{id}", Run);
  AddSignedIn(router, operations, "GET", "/coordinate/runs/{id}/changes.csv", RunChanges);
  AddSignedIn(router, operations, "POST", "/coordinate/runs/{id}/approve", Approve);
  AddSignedIn(router, operations, "POST", "/coordinate/runs/{id}/reject", Reject);
  AddSignedIn(router, operations, "GET", "/coordinate/mails", Mails);
  AddSignedIn(router, operations, "POST", "/coordinate/mails/retry", Retry);
}

}  // namespace nanolearn::http
