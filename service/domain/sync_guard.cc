#include "service/domain/sync_guard.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/domain/percent.h"

namespace nanolearn {
namespace {

constexpr size_t kUnitsNamed = 5;
constexpr int kFewestToBeEverybody = 3;

bool IsAbove(int64_t part, int64_t whole, int max_percent) { return part * 100 > whole * max_percent; }

std::string Percent(int part, int whole) { return absl::StrCat(PercentWithDecimal(part, whole), " %"); }

std::string People(int count) { return absl::StrCat(count, count == 1 ? " person" : " people"); }

void LookAtRows(const SyncOutlook& o, const SyncGuards& guards, std::vector<HoldReason>& reasons) {
  if (!IsAbove(o.refused, o.rows, guards.max_refused_percent)) return;
  reasons.push_back(
      {"MANY_REFUSED",
       absl::StrCat(
           o.refused, " of the ", o.rows, " rows cannot be used (", Percent(o.refused, o.rows), "; up to ",
           guards.max_refused_percent,
           " % is taken without asking). Approving uses the others and leaves what these are about as it "
           "was."),
       {.part = o.refused, .whole = o.rows, .max_percent = guards.max_refused_percent}});
}

void LookAtLeavers(const SyncOutlook& o, const SyncGuards& guards, std::vector<HoldReason>& reasons) {
  if (!IsAbove(o.leavers, o.people, guards.max_leavers_percent)) return;
  // A source that has nobody left is strange however small it was.
  const bool everybody = o.leavers == o.people && o.people >= kFewestToBeEverybody;
  if (o.leavers <= guards.few_leavers && !everybody) return;
  reasons.push_back(
      {"MANY_LEAVERS",
       absl::StrCat(o.leavers, " of the ", o.people,
                    " people of this source would leave earlier than expected (",
                    Percent(o.leavers, o.people), "; up to ", guards.max_leavers_percent,
                    " % is taken without asking): they are missing from the list, or their dates are others. "
                    "Approving lets them leave from ",
                    FormatDate(o.effective), " on."),
       {.part = o.leavers,
        .whole = o.people,
        .max_percent = guards.max_leavers_percent,
        .leavers = o.leavers}});
}

void LookAtUnits(const SyncOutlook& o, const SyncGuards& guards, std::vector<HoldReason>& reasons) {
  std::vector<SyncOutlook::UnitLeavers> strange;
  for (const SyncOutlook::UnitLeavers& unit : o.units) {
    if (unit.leavers > guards.few_leavers &&
        IsAbove(unit.leavers, unit.people, guards.max_unit_leavers_percent)) {
      strange.push_back(unit);
    }
  }
  if (strange.empty()) return;
  std::sort(strange.begin(), strange.end(), [](const auto& a, const auto& b) {
    return a.leavers != b.leavers ? a.leavers > b.leavers : a.code < b.code;
  });
  HoldFigures figures{.max_percent = guards.max_unit_leavers_percent};
  for (const auto& unit : strange) {
    figures.leavers += unit.leavers;
    if (figures.units.size() < kUnitsNamed)
      figures.units.push_back({unit.code, unit.name, unit.leavers, unit.people});
  }
  const size_t count = strange.size();
  figures.more_units = static_cast<int>(count - figures.units.size());
  reasons.push_back({"MANY_UNIT_LEAVERS",
                     absl::StrCat(count == 1 ? "A unit loses" : absl::StrCat(count, " units lose"),
                                  " more than ", guards.max_unit_leavers_percent,
                                  count == 1 ? " % of its people: " : " % of their people: ",
                                  absl::StrJoin(figures.units, ", ",
                                                [](std::string* out, const HoldFigures::Unit& unit) {
                                                  absl::StrAppend(out, unit.code, " ", unit.leavers, " of ",
                                                                  unit.people);
                                                }),
                                  figures.more_units > 0 ? ", and others" : "", ". Approving lets these ",
                                  figures.leavers, " people leave from ", FormatDate(o.effective), " on."),
                     figures});
}

// A slow leak: no night is strange by itself.
void LookAtWeek(const SyncOutlook& o, const SyncGuards& guards, std::vector<HoldReason>& reasons) {
  const int sum = o.leavers + o.week_leavers, people = o.people + o.week_leavers;
  if (o.leavers == 0 || o.week_leavers == 0 || sum <= guards.few_leavers) return;
  if (!IsAbove(sum, people, guards.max_week_leavers_percent)) return;
  reasons.push_back(
      {"MANY_WEEK_LEAVERS",
       absl::StrCat("With these ", o.leavers, ", ", sum, " of ", People(people),
                    " of this source have left within seven days (", Percent(sum, people), "; up to ",
                    guards.max_week_leavers_percent, " % is taken without asking). Approving lets these ",
                    o.leavers, " leave from ", FormatDate(o.effective), " on."),
       {.part = sum, .whole = people, .max_percent = guards.max_week_leavers_percent, .leavers = o.leavers}});
}

void LookAtKeys(const SyncOutlook& o, const SyncGuards& guards, std::vector<HoldReason>& reasons) {
  if (o.rekeyed <= guards.few_leavers || !IsAbove(o.rekeyed, o.recognised, guards.max_rekeyed_percent))
    return;
  reasons.push_back(
      {"MANY_REKEYED",
       absl::StrCat(
           o.rekeyed, " of ", People(o.recognised), " have another key than before (",
           Percent(o.rekeyed, o.recognised), "; up to ", guards.max_rekeyed_percent,
           " % is taken without asking). Perhaps another column is mapped to `key`. Approving ends their "
           "engagements on ",
           FormatDate(o.effective), " and begins new ones under the new keys."),
       {.part = o.rekeyed, .whole = o.recognised, .max_percent = guards.max_rekeyed_percent}});
}

}  // namespace

std::vector<HoldReason> FindStrange(const SyncOutlook& outlook, const SyncGuards& guards) {
  std::vector<HoldReason> reasons;
  LookAtRows(outlook, guards, reasons);
  LookAtLeavers(outlook, guards, reasons);
  LookAtUnits(outlook, guards, reasons);
  LookAtWeek(outlook, guards, reasons);
  LookAtKeys(outlook, guards, reasons);
  return reasons;
}

}  // namespace nanolearn
