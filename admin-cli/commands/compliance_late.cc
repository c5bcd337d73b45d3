// nanolearn compliance late

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::ComplianceService;
using v1::LateAssignment;

const ColumnsOf<LateAssignment>& Columns() {
  using L = LateAssignment;
  static const auto* const kColumns = new ColumnsOf<L>{
      {{"assignment", "Assignment", Type::kWhole, Shown::kNotInTable},
       [](const L& l) { return ShortId(l.assignment()); }},
      {{"person", "Person", Type::kWhole}, [](const L& l) { return ShortId(l.person()); }},
      {{"name", "Name"}, [](const L& l) { return l.person_display_name(); }},
      {{"module", "Module"}, [](const L& l) { return ShortId(l.module()); }},
      {{"programme", "Programme"}, [](const L& l) { return ShortId(l.programme()); }},
      {{"due", "Due", Type::kWhole}, [](const L& l) { return l.due_date(); }},
      {{"days_late", "Days late", Type::kNumber}, [](const L& l) { return l.days_late(); }},
      {{"state", "State", Type::kEnum, Shown::kInData}, [](const L& l) { return EnumText(l.state()); }}};
  return *kColumns;
}

struct LateOptions {
  FigureOptions figures;
  std::string as_of;
  int limit = 0;
};

struct LateList {
  std::vector<LateAssignment> late;
  int left_out = 0;
  v1::ListLatePeopleResponse last;
};

// Page after page, since each tells how many it leaves out.
absl::StatusOr<LateList> ReadAll(v1::ListLatePeopleRequest request, int limit, Context& context) {
  LateList list;
  do {
    const int wanted = limit > 0 ? limit - static_cast<int>(list.late.size()) : limits::kMaxPageSize;
    request.set_page_size(std::min(wanted, limits::kMaxPageSize));
    ASSIGN_OR_RETURN(
        list.last, context.client.Call<ComplianceService>(&ComplianceService::Stub::ListLatePeople, request));
    for (const LateAssignment& late : list.last.late()) list.late.push_back(late);
    list.left_out += list.last.protected_left_out();
    request.set_page_token(list.last.next_page_token());
  } while (!request.page_token().empty() && (limit == 0 || static_cast<int>(list.late.size()) < limit));
  return list;
}

absl::Status Late(const LateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListLatePeopleRequest request;
  RETURN_IF_ERROR(SetFigures(options.figures, names, request));
  request.set_as_of(options.as_of);
  ASSIGN_OR_RETURN(const LateList list, ReadAll(request, options.limit, context));
  context.AnswerList(Columns(), list.late, "Nobody is late.");
  if (list.left_out > 0) {
    context.Note(absl::StrCat("And ", list.left_out, " of people with protected identity."));
  }
  if (context.config.format == Format::kTable) context.out << "\nAs of " << list.last.as_of() << ".\n";
  PrintAge(list.last.data_age(), context);
  return absl::OkStatus();
}

}  // namespace

void AddComplianceLate(Noun& noun) {
  Verb late = noun.AddVerb({"late", "List who is late with what, the longest overdue first",
                            "compliance late --unit VON --as-of 2026-12-15"});
  auto& options = late.Runs(Late);
  AddFigureOptions(late, options.figures);
  late.Option(options.as_of, "--as-of", "DATE", "As it is on this day; today without it");
  late.Limit(options.limit);
}

}  // namespace nanolearn::cli
