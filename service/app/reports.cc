#include "service/app/reports.h"

#include "absl/strings/str_cat.h"
#include "service/app/idempotency.h"
#include "service/app/report_gatherer.h"
#include "service/app/report_maker.h"
#include "service/base/error.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/report.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string NameOf(const Organisation& organisation, Id id) {
  return ResourceName(organisation.slug, "reports", id);
}

ReportView ViewOf(const ReadTransaction& tx, Id organisation_id, const Report& report) {
  ReportView view{.report = report};
  for (const ReportFile& file : tx.reports().Files(organisation_id, report.id)) {
    view.files.push_back({file.name, static_cast<int64_t>(file.content.size()), Sha256(file.content)});
  }
  return view;
}

// The code of the unit that the caller means on the day of the figures, and may see.
absl::StatusOr<std::string> UnitFor(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                                    const ReportContent& content) {
  const UnitHistory history(tx.units().Versions(org.id));
  const UnitTree& tree = history.On(content.as_of);
  ASSIGN_OR_RETURN(const int node, ScopeNode(caller, org, tree, content.parameters.unit_code));
  if (node < 0) return errors::NotFound("unit", UnitName(org.slug, content.parameters.unit_code));
  return tree.nodes()[node].unit->code;
}

absl::Status CheckRequest(const NewReport& request) {
  if (!IsReportLanguage(request.parameters.language)) return InvalidField("report.language", "is sv or en");
  if (request.parameters.kind == ReportKind::kAnnual && !request.parameters.unit_code.empty()) {
    return InvalidField("report.unit", "must be empty: an annual report is about the whole organisation");
  }
  const ReportPeriod& period = request.parameters.period;
  if (request.parameters.kind == ReportKind::kAnnual && period.length != PeriodLength::kYear) {
    return InvalidField("report.period",
                        absl::StrCat("must be a whole year for an annual report, such as ",
                                     period.first.year(), "; '", FormatPeriod(period), "' is a part of one"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Organisation> AuthoriseCreation(const ReadTransaction& tx, const Caller& caller,
                                               const NewReport& request) {
  return request.parameters.kind == ReportKind::kAnnual
             ? AuthoriseIn(tx, caller, request.organisation, Permission::kCreateReports)
             : Authorise(tx, caller, request.organisation, Permission::kCreateReports);
}

// With the caller's unit: without one in the request, it says which unit is meant.
absl::StatusOr<RequestKey> KeyOf(const Caller& caller, const NewReport& request) {
  const ReportParameters& p = request.parameters;
  return RequestKey::Make(
      request.request_id, "CreateReport",
      absl::StrCat(request.organisation, "\n", ReportKindName(p.kind), "\n", p.unit_code, "\n",
                   FormatPeriod(p.period), "\n", p.language, "\n", caller.token.unit_id));
}

// Which of the organisation's reports a caller may see.
class Sight {
 public:
  Sight(const Environment& env, const ReadTransaction& tx, const Caller& caller,
        const Organisation& organisation)
      : unit_id_(caller.token.unit_id) {
    if (unit_id_ == kNoId) return;
    history_.emplace(tx.units().Versions(organisation.id));
    tree_ = &history_->On(Today(env, organisation));
  }

  bool Covers(const Report& report) const {
    if (unit_id_ == kNoId) return true;
    return report.unit_id != kNoId && tree_->Covers(unit_id_, report.unit_id);
  }

 private:
  const Id unit_id_;
  std::optional<UnitHistory> history_;
  const UnitTree* tree_ = nullptr;
};

absl::StatusOr<Report> FindReport(const Environment& env, const ReadTransaction& tx, const Caller& caller,
                                  const Organisation& org, Id id) {
  const std::optional<Report> report = tx.reports().Find(org.id, id);
  // A token with a unit gets the same answer for what it may not see and what there is not.
  if (report && Sight(env, tx, caller, org).Covers(*report)) return *report;
  if (caller.token.unit_id != kNoId) return errors::OutsideUnit();
  return errors::NotFound("report", NameOf(org, id));
}

// The report that this request has made before, if the caller may see it.
absl::StatusOr<std::optional<ReportView>> FindMade(const Environment& env, const ReadTransaction& tx,
                                                   const Caller& caller, const RequestKey& key,
                                                   const Organisation& org) {
  ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
  if (!done) return std::nullopt;
  ASSIGN_OR_RETURN(const Report report, FindReport(env, tx, caller, org, ParseId(*done).value_or(kNoId)));
  return ViewOf(tx, org.id, report);
}

}  // namespace

absl::StatusOr<ReportView> Reports::Create(const Caller& caller, const NewReport& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(const RequestKey key, KeyOf(caller, request));
  ReportOrder order{.parameters = request.parameters, .created_by = caller.token.display_name};
  ReportContent content;
  Organisation org;
  std::optional<ReportView> view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(org, AuthoriseCreation(tx, caller, request));
    ASSIGN_OR_RETURN(view, FindMade(env_, tx, caller, key, org));
    if (view) return absl::OkStatus();
    ASSIGN_OR_RETURN(content, BeginReport(env_, tx, org, order));
    if (order.parameters.kind == ReportKind::kBoard) {
      ASSIGN_OR_RETURN(content.parameters.unit_code, UnitFor(tx, caller, org, content));
    }
    return GatherReport(env_, tx, org, content);
  }));
  if (view) return *std::move(view);
  ASSIGN_OR_RETURN(const MadeReport made, FinishReport(env_, order, std::move(content)));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(view, FindMade(env_, tx, caller, key, org));
    if (view) return absl::OkStatus();
    StoreReport(env_, tx, org, made, caller.origin, request.request_id);
    key.Remember(tx, org.id, FormatId(made.report.id));
    view = ViewOf(tx, org.id, made.report);
    return absl::OkStatus();
  }));
  return *std::move(view);
}

absl::StatusOr<ReportView> Reports::Get(const Caller& caller, const std::string& organisation, Id id) {
  ReportView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadReports));
    ASSIGN_OR_RETURN(const Report report, FindReport(env_, tx, caller, org, id));
    view = ViewOf(tx, org.id, report);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<ReportList> Reports::List(const Caller& caller, const std::string& organisation,
                                         const PageRequest& request) {
  const std::string query = absl::StrCat("reports\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ReportList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadReports));
    const Sight sight(env_, tx, caller, org);
    const size_t wanted = page.size + 1;
    for (Id before = page.after_id(); list.reports.size() < wanted;) {
      const std::vector<Report> more = tx.reports().List(org.id, before, page.size + 1);
      for (const Report& report : more) {
        if (sight.Covers(report) && list.reports.size() < wanted) list.reports.push_back({.report = report});
      }
      if (more.size() < wanted) break;
      before = more.back().id;
    }
    if (list.reports.size() < wanted) return absl::OkStatus();
    list.reports.pop_back();
    list.next_page_token = NextPageToken(query, list.reports.back().report.id);
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<ReportFile> Reports::GetFile(const Caller& caller, const std::string& organisation, Id id,
                                            ReportFormat format) {
  ReportFile file;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadReports));
    ASSIGN_OR_RETURN(const Report report, FindReport(env_, tx, caller, org, id));
    const auto found = tx.reports().FindFile(org.id, id, ReportFileName(report.parameters, format));
    if (!found && format == ReportFormat::kPdf) return errors::ReportHasNoPdf(NameOf(org, id));
    if (!found) return absl::InternalError("a report lacks a file");
    file = *found;
    return absl::OkStatus();
  }));
  return file;
}

}  // namespace nanolearn
