#include "service/reports/words.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace nanolearn::reports {
namespace {

constexpr std::array<absl::string_view, 4> kSwedishOrdinals = {"första", "andra", "tredje", "fjärde"};
constexpr std::array<absl::string_view, 4> kEnglishOrdinals = {"first", "second", "third", "fourth"};

struct Name {
  absl::string_view key, swedish, english;
};

// The topics of the lessons that come with the product; others are shown as they are written.
constexpr std::array<Name, 25> kTopics = {{
    {"accounts", "konton", "accounts"},
    {"ai", "AI", "AI"},
    {"classification", "informationsklassning", "classification of information"},
    {"devices", "enheter", "devices"},
    {"email", "e-post", "email"},
    {"fraud", "bedrägerier", "fraud"},
    {"gdpr", "GDPR", "GDPR"},
    {"incidents", "incidenter", "incidents"},
    {"information-handling", "hantering av information", "handling of information"},
    {"invoices", "fakturor", "invoices"},
    {"law", "lagkrav", "legal requirements"},
    {"mfa", "flerfaktorsinloggning", "multi-factor sign-in"},
    {"passkeys", "lösennycklar", "passkeys"},
    {"passwords", "lösenord", "passwords"},
    {"personal-data", "personuppgifter", "personal data"},
    {"phishing", "nätfiske", "phishing"},
    {"phone-fraud", "telefonbedrägerier", "phone fraud"},
    {"privacy", "integritet", "privacy"},
    {"public-records", "allmänna handlingar", "public records"},
    {"remote-work", "arbete på annan plats", "remote work"},
    {"reporting", "anmälan", "reporting"},
    {"secrecy", "sekretess", "secrecy"},
    {"sms", "sms", "text messages"},
    {"social-engineering", "social manipulation", "social engineering"},
    {"travel", "resor", "travel"},
}};

int HalfOrQuarter(const ReportPeriod& period) {
  return (period.first.month() - 1) / (period.length == PeriodLength::kHalf ? 6 : 3);
}

std::string SwedishPeriod(const ReportPeriod& period) {
  const std::string year = absl::StrCat(period.first.year());
  switch (period.length) {
    case PeriodLength::kMonth:
      return absl::StrCat(PlainWords("sv").MonthName(period.first), " ", year);
    case PeriodLength::kQuarter:
      return absl::StrCat(kSwedishOrdinals[HalfOrQuarter(period)], " kvartalet ", year);
    case PeriodLength::kHalf:
      return absl::StrCat(kSwedishOrdinals[HalfOrQuarter(period)], " halvåret ", year);
    case PeriodLength::kYear:
      break;
  }
  return absl::StrCat("år ", year);
}

std::string EnglishPeriod(const ReportPeriod& period) {
  const std::string year = absl::StrCat(period.first.year());
  switch (period.length) {
    case PeriodLength::kMonth:
      return absl::StrCat(PlainWords("en").MonthName(period.first), " ", year);
    case PeriodLength::kQuarter:
      return absl::StrCat("the ", kEnglishOrdinals[HalfOrQuarter(period)], " quarter of ", year);
    case PeriodLength::kHalf:
      return absl::StrCat("the ", kEnglishOrdinals[HalfOrQuarter(period)], " half of ", year);
    case PeriodLength::kYear:
      break;
  }
  return absl::StrCat("the year ", year);
}

Name ReasonName(ChangeReason reason) {
  switch (reason) {
    case ChangeReason::kJoined:
      return {"", "Har börjat", "Joined"};
    case ChangeReason::kLeft:
      return {"", "Har slutat", "Left"};
    case ChangeReason::kMovedIn:
      return {"", "Har kommit från en annan enhet", "Came from another unit"};
    case ChangeReason::kMovedOut:
      return {"", "Har gått till en annan enhet", "Went to another unit"};
    case ChangeReason::kReleased:
      return {"", "Omfattas inte längre", "No longer required"};
    case ChangeReason::kWaived:
      return {"", "Har undantagits", "Exempted"};
    case ChangeReason::kPaused:
      return {"", "Har blivit frånvarande", "Went on leave"};
    case ChangeReason::kCompleted:
      return {"", "Har blivit klara", "Completed"};
    case ChangeReason::kBecameOverdue:
      return {"", "Har blivit försenade", "Became overdue"};
    case ChangeReason::kOpened:
      return {"", "Har fått något att göra", "Got something to do"};
    case ChangeReason::kCaughtUp:
      return {"", "Har kommit i kapp, men har något kvar", "Caught up, with something left"};
    case ChangeReason::kResumed:
      return {"", "Är tillbaka och har något att göra", "Came back with something to do"};
    case ChangeReason::kSame:
      return {"", "Övrigt", "Other"};
  }
  return {};
}

}  // namespace

std::string Words::Change(int change) const { return absl::StrCat(change > 0 ? "+" : "", Count(change)); }

std::string Words::Month(Date day) const { return Period({PeriodLength::kMonth, day}); }

std::string Words::Period(const ReportPeriod& period) const {
  return is_swedish() ? SwedishPeriod(period) : EnglishPeriod(period);
}

std::string Words::People(int count) const {
  return absl::StrCat(Count(count), " ",
                      count == 1 ? (*this)("person", "person") : (*this)("personer", "people"));
}

std::string Words::Listed(const std::vector<std::string>& names) const {
  if (names.size() < 2) return absl::StrJoin(names, "");
  return absl::StrCat(absl::StrJoin(names.begin(), names.end() - 1, ", "), (*this)(" och ", " and "),
                      names.back());
}

std::string Words::Topic(absl::string_view slug) const {
  for (const Name& topic : kTopics) {
    if (topic.key == slug) return std::string(is_swedish() ? topic.swedish : topic.english);
  }
  return absl::StrReplaceAll(slug, {{"-", " "}});
}

std::string Words::Reason(const ReportChange& change, bool is_first_list) const {
  if (!change.reason) return (*this)("Andra orsaker tillsammans", "Other reasons together");
  if (is_first_list && change.reason == ChangeReason::kJoined)
    return (*this)("Första personallistan lästes in", "The first list of people was read");
  const Name name = ReasonName(*change.reason);
  return std::string(is_swedish() ? name.swedish : name.english);
}

std::string Words::TypeOf(UnitType type) const {
  switch (type) {
    case UnitType::kGroup:
      return (*this)("koncern", "group");
    case UnitType::kMunicipality:
      return (*this)("kommun", "municipality");
    case UnitType::kCompany:
      return (*this)("bolag", "company");
    default:
      return (*this)("enhet", "unit");
  }
}

Cell TextCell(std::string text) { return {.text = std::move(text)}; }

Cell Words::CountCell(const ReportFigures& figures, int count) const {
  if (figures.hidden) return TextCell(Hidden());
  return {.text = Count(count), .number = count, .unit = Unit::kCount};
}

std::string Words::ListedOf(const std::vector<std::string>& names, int count) const {
  const int more = count - static_cast<int>(names.size());
  if (more <= 0) return Listed(names);
  return absl::StrCat(
      Listed(names), (*this)(" samt ", " and "), Count(more),
      more == 1 ? (*this)(" grupp till", " more group") : (*this)(" grupper till", " more groups"));
}

Cell Words::PercentCell(const ReportFigures& figures) const {
  if (figures.hidden) return TextCell(Hidden());
  return {.text = Share(figures.counts.completed, figures.counts.active()),
          .number = RateOf(figures.counts),
          .unit = Unit::kPercent};
}

Cell Words::ShareCell(int part, int whole) const {
  Cell cell{.text = Share(part, whole), .unit = Unit::kPercent};
  if (whole > 0) cell.number = static_cast<double>(part) / whole;
  return cell;
}

Cell Words::ChangeCell(int change) const {
  return {.text = Change(change), .number = change, .unit = Unit::kCount};
}

Cell BarCell(const ReportFigures& figures) {
  Cell cell;
  const ComplianceCounts& counts = figures.counts;
  if (figures.hidden || counts.active() <= 0) return cell;
  cell.bar = Bar{counts.completed, counts.overdue, counts.active() - counts.completed - counts.overdue};
  return cell;
}

}  // namespace nanolearn::reports
