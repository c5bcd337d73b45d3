#include "service/pages/figure_words.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace nanolearn::pages {
namespace {

bool HasShare(const GroupFigures& figures) { return !figures.hidden && figures.counts.active() > 0; }

}  // namespace

std::string FigureWords::Done(const GroupFigures& figures) const {
  const ComplianceCounts& counts = figures.counts;
  if (figures.hidden) return (*this)("Siffrorna visas inte.", "The figures are not shown.");
  if (counts.people == 0) return (*this)("Ingen ingår.", "Nobody is part of it.");
  if (counts.active() <= 0)
    return (*this)("Ingen behöver göra något just nu.", "Nobody has anything to do now.");
  if (counts.completed == counts.active() && counts.completed > 1) {
    return absl::StrCat((*this)("Alla ", "All "), Count(counts.active()),
                        (*this)(" har gjort allt.", " have done everything."));
  }
  return absl::StrCat(Count(counts.completed), (*this)(" av ", " of "), Count(counts.active()),
                      counts.active() == 1 ? (*this)(" har gjort allt.", " has done everything.")
                                           : (*this)(" har gjort allt.", " have done everything."));
}

std::string FigureWords::Rest(const GroupFigures& figures) const {
  const ComplianceCounts& counts = figures.counts;
  if (figures.hidden || counts.required == 0) return "";
  std::vector<std::string> parts;
  const auto add = [&](int count, const std::string& one, const std::string& many) {
    if (count > 0) parts.push_back(absl::StrCat(Count(count), " ", count == 1 ? one : many));
  };
  add(counts.overdue, (*this)("är försenad", "is late"), (*this)("är försenade", "are late"));
  if (counts.overdue == 0 && counts.active() > 0)
    parts.push_back((*this)("ingen är försenad", "nobody is late"));
  add(counts.active() - counts.completed - counts.overdue, (*this)("har tid kvar", "still has time"),
      (*this)("har tid kvar", "still have time"));
  add(counts.paused, (*this)("är frånvarande", "is on leave"), (*this)("är frånvarande", "are on leave"));
  add(counts.waived, (*this)("är undantagen", "is exempt"), (*this)("är undantagna", "are exempt"));
  std::string sentence = absl::StrCat(absl::StrJoin(parts, ", "), ".");
  sentence[0] = static_cast<char>(absl::ascii_toupper(sentence[0]));
  return sentence;
}

std::string FigureWords::DoneOf(const GroupFigures& figures) const {
  if (figures.hidden) return Hidden();
  if (figures.counts.active() <= 0) return "–";
  return absl::StrCat(Count(figures.counts.completed), (*this)(" av ", " of "),
                      Count(figures.counts.active()));
}

std::string FigureWords::ShareOf(const GroupFigures& figures) const {
  if (figures.hidden) return Hidden();
  return Share(figures.counts.completed, figures.counts.active());
}

std::string FigureWords::LateOf(const GroupFigures& figures) const {
  return figures.hidden ? Hidden() : Count(figures.counts.overdue);
}

std::string FigureWords::People(int count) const {
  return absl::StrCat(Count(count), " ",
                      count == 1 ? (*this)("person", "person") : (*this)("personer", "people"));
}

std::string FigureWords::DaysLate(int days) const {
  return absl::StrCat(Count(days), " ", days == 1 ? (*this)("dag", "day") : (*this)("dagar", "days"));
}

std::string FigureWords::ShortDay(Date day) const {
  return absl::StrCat(day.day(), " ", ShortMonth(day), " ", day.year());
}

std::string FigureWords::HiddenNote(int min_group_size) const {
  return absl::StrCat(
      (*this)("Grupper med färre än ", "Groups of fewer than "), min_group_size,
      (*this)(" personer visas inte, och inte heller siffror som de skulle kunna räknas ut från. "
              "De ingår i summorna.",
              " people are not shown, nor figures from which they could be worked out. They are "
              "part of the sums."));
}

std::vector<std::string> FigureWords::Ages(const FiguresAge& age) const {
  std::vector<std::string> lines = {
      absl::StrCat((*this)("Siffrorna gäller den ", "Figures as of "), Day(age.day), ".")};
  for (const SourceAge& source : age.sources) {
    const std::string what =
        absl::StrCat(source.is_directory ? (*this)("Katalogen ”", "The directory “")
                                         : (*this)("Personallistan ”", "The staff list “"),
                     source.name, (*this)("”", "”"));
    if (!source.read_time) {
      lines.push_back(absl::StrCat(what, (*this)(" har inte lästs in än.", " has not been read yet.")));
      continue;
    }
    std::string line = absl::StrCat(what, (*this)(" lästes in den ", " was read on "),
                                    Instant(*source.read_time, age.time_zone));
    if (source.effective && !source.is_directory)
      absl::StrAppend(&line, (*this)(" och gäller från den ", " and is valid from "), Day(*source.effective));
    lines.push_back(absl::StrCat(line, "."));
  }
  lines.push_back(
      age.last_completion
          ? absl::StrCat((*this)("Senast gjorde någon en lektion den ", "Somebody last did a lesson on "),
                         Instant(*age.last_completion, age.time_zone), ".")
          : (*this)("Ingen har gjort någon lektion än.", "No lesson has been done yet."));
  return lines;
}

std::string FigureWords::Trend(const std::vector<TrendItem>& trend) const {
  const TrendItem *first = nullptr, *last = nullptr;
  for (const TrendItem& item : trend) {
    if (!HasShare(item.figures)) continue;
    if (!first) first = &item;
    last = &item;
  }
  if (!first) return (*this)("Det finns inga siffror än.", "There are no figures yet.");
  const auto share_on = [&](const TrendItem& item) {
    return absl::StrCat(ShareOf(item.figures), (*this)(" den ", " on "), Day(item.day));
  };
  if (first == last) return absl::StrCat(share_on(*last), ".");
  return absl::StrCat((*this)("Från ", "From "), share_on(*first), (*this)(" till ", " to "), share_on(*last),
                      ".");
}

}  // namespace nanolearn::pages
