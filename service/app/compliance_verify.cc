#include "service/app/compliance_verify.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/app/fact_recount.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/figures.h"

namespace nanolearn {
namespace {

constexpr size_t kDaysTogether = 6;  // counted in one walk over all people: bounds memory
constexpr int kMonthsBack = 24;
constexpr int kDaysAhead = 30;

std::vector<Date> UsualDays(Date today) {
  // The last needs what is summed up of whole years and months, this one's among them.
  std::vector<Date> days = {today, today + kDaysAhead, Date(today.year() + 1, 12, 31)};
  const absl::CivilMonth month(today);
  for (int back = 0; back < kMonthsBack; ++back) days.emplace_back(month - back);
  return days;
}

// Compares within one snapshot.
class Comparison {
 public:
  Comparison(const ReadTransaction& tx, Id organisation_id, ComplianceVerdict& verdict)
      : tx_(tx),
        organisation_id_(organisation_id),
        units_(tx.units().Versions(organisation_id)),
        programmes_(AllProgrammes(tx, organisation_id)),
        modules_(AllModules(tx, organisation_id)),
        verdict_(verdict) {
    for (const UnitVersion& unit : units_.versions()) unit_ids_.push_back(unit.unit_id);
    subject_ids_.push_back(kNoId);
    for (const Programme& programme : programmes_) subject_ids_.push_back(programme.id);
    for (const ModuleSummary& module : modules_) subject_ids_.push_back(module.id);
  }

  void Compare(absl::Span<const Date> days) {
    FigureChanges counted = CountFacts(tx_, organisation_id_, units_, days);
    for (const Date day : days) {
      for (const FigureRow& row : tx_.figures().On(organisation_id_, unit_ids_, subject_ids_, day)) {
        const auto facts = counted.extract({row.unit_id, row.subject_id, row.kinds, day});
        Judge({row.unit_id, row.subject_id, row.kinds, day}, row.figures,
              facts.empty() ? Figures() : facts.mapped());
      }
    }
    for (const auto& [key, figures] : counted) Judge(key, {}, figures);
  }

 private:
  void Judge(const FigureKey& key, const Figures& kept, const Figures& counted) {
    ++verdict_.compared;
    if (kept == counted) return;
    ++verdict_.differences;
    if (verdict_.some_of_them.size() < limits::kMaxFigureDifferences) {
      verdict_.some_of_them.push_back(Describe(key, kept, counted));
    }
  }

  FigureDifference Describe(const FigureKey& key, const Figures& kept, const Figures& counted) const {
    FigureDifference difference{.day = key.day, .kept = kept, .counted = counted};
    for (const UnitVersion& unit : units_.versions()) {
      if (unit.unit_id == key.unit_id) difference.unit_code = unit.code;
    }
    for (const Programme& programme : programmes_) {
      if (programme.id == key.subject_id) difference.programme = programme.slug;
    }
    for (const ModuleSummary& module : modules_) {
      if (module.id == key.subject_id) difference.module = module.slug;
    }
    for (int kind = 0; kind <= static_cast<int>(EngagementKind::kOther); ++kind) {
      if ((key.kinds >> kind) & 1) difference.kinds.push_back(static_cast<EngagementKind>(kind));
    }
    return difference;
  }

  const ReadTransaction& tx_;
  const Id organisation_id_;
  const UnitHistory units_;
  const std::vector<Programme> programmes_;
  const std::vector<ModuleSummary> modules_;
  std::vector<Id> unit_ids_, subject_ids_;
  ComplianceVerdict& verdict_;
};

}  // namespace

absl::StatusOr<ComplianceVerdict> ComplianceVerifier::Verify(const Caller& caller, const std::string& slug,
                                                             std::vector<Date> days) {
  if (days.size() > limits::kMaxVerifiedDays) {
    return InvalidField("days", absl::StrCat("are at most ", limits::kMaxVerifiedDays));
  }
  ASSIGN_OR_RETURN(const Organisation organisation,
                   AuthoriseWhole(env_, caller, slug, Permission::kVerifyCompliance));
  if (days.empty()) days = UsualDays(Today(env_, organisation));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  ComplianceVerdict verdict;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    verdict = {.days = days};
    if (!tx.figures().State(organisation.id).is_ready) return errors::FiguresNotReady(slug);
    Comparison comparison(tx, organisation.id, verdict);
    for (size_t first = 0; first < days.size(); first += kDaysTogether) {
      comparison.Compare(absl::MakeConstSpan(days).subspan(first, kDaysTogether));
    }
    return absl::OkStatus();
  }));
  return verdict;
}

}  // namespace nanolearn
