#include "service/http/manage_routes.h"

#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"
#include "service/http/late_people.h"
#include "service/http/managed_units.h"
#include "service/http/page_response.h"
#include "service/http/signed_in_pages.h"
#include "service/pages/manage_late.h"
#include "service/pages/manage_overview.h"
#include "service/pages/manage_unit.h"

namespace nanolearn::http {
namespace {

Response Overview(Operations& operations, const Request&, const Visit& visit) {
  if (!Manages(visit.user)) {
    if (visit.reader.coordinates) return SeeOther("/coordinate");
    return PageResponse(200, pages::NoRightsPage(visit.reader));
  }
  const auto overview = GatherOverview(operations, visit.user);
  if (!overview.ok()) return RefusalPage(overview.status(), visit);
  return PageResponse(200, pages::ManageOverviewPage(visit.reader, *overview));
}

Response Unit(Operations& operations, const Request& request, const Visit& visit) {
  const auto unit = GatherUnit(operations, visit.user, request.parameters[0]);
  if (!unit.ok()) return RefusalPage(unit.status(), visit);
  return PageResponse(200, pages::ManageUnitPage(visit.reader, *unit));
}

Response Late(Operations& operations, const Request& request, const Visit& visit) {
  const auto late = GatherLate(operations, visit.user, request.parameters[0], request.Query("page"));
  if (!late.ok()) return RefusalPage(late.status(), visit);
  return PageResponse(200, pages::ManageLatePage(visit.reader, *late));
}

Response Remind(Operations& operations, const Request& request, const Visit& visit) {
  Reminding whom{.all = visit.form.Get("whom") == "all", .assignments = {}};
  for (const std::string& text : visit.form.All("assignment")) {
    if (const std::optional<Id> id = ParseId(text)) whom.assignments.push_back(*id);
  }
  if (whom.all && visit.form.Get("sure") != "yes") {
    const auto all = AskBeforeRemindingAll(operations, visit.user, request.parameters[0]);
    if (!all.ok()) return RefusalPage(all.status(), visit);
    if (*all) return PageResponse(200, pages::ManageRemindAllPage(visit.reader, **all));
  }
  const auto reminded = RemindLate(operations, visit.user, request.parameters[0], whom);
  if (!reminded.ok()) return RefusalPage(reminded.status(), visit);
  return PageResponse(200, pages::ManageRemindedPage(visit.reader, *reminded));
}

Response Figures(Operations& operations, const Request& request, const Visit& visit) {
  auto file = FiguresFile(operations, visit.user, request.parameters[0]);
  if (!file.ok()) return RefusalPage(file.status(), visit);
  const PlainWords words(visit.reader.language);
  return CsvFile(*std::move(file), absl::StrCat(words("siffror-", "figures-"), request.parameters[0]));
}

Response LateList(Operations& operations, const Request& request, const Visit& visit) {
  auto file = LateFile(operations, visit.user, request.parameters[0]);
  if (!file.ok()) return RefusalPage(file.status(), visit);
  const PlainWords words(visit.reader.language);
  return CsvFile(*std::move(file), absl::StrCat(words("forsenade-", "late-"), request.parameters[0]));
}

}  // namespace

void AddManage(Router& router, Operations& operations) {
  AddSignedIn(router, operations, "GET", "/manage", Overview);
  AddSignedIn(router, operations, "GET", "/manage/units/{code}", Unit);
  AddSignedIn(router, operations, "GET", "/manage/units/{code}/late", Late);
  AddSignedIn(router, operations, "POST", "/manage/units/{code}/remind", Remind);
  AddSignedIn(router, operations, "GET", "/manage/units/{code}/figures.csv", Figures);
  AddSignedIn(router, operations, "GET", "/manage/units/{code}/late.csv", LateList);
}

}  // namespace nanolearn::http
