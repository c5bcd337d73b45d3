#include "service/domain/role_group.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "service/domain/fold_case.h"

namespace nanolearn {
namespace {

using Word = absl::string_view;

// Whether it is one of the words of the list.
bool IsIn(absl::string_view list, Word word) {
  const std::vector<Word> words = absl::StrSplit(list, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What may stand before the word that says what somebody is; of "1:e" and "2nd" it is what is left without
// the number.
constexpr absl::string_view kBefore =
    "e a första förste andra andre tredje fjärde ordinarie förtroendevald kommunal tjänstgörande personlig "
    "tf tillförordnad extern adjungerad "
    "st nd rd first second third acting elected board committee council lay ordinary";
constexpr absl::string_view kVice = "vice v biträdande deputy";
// What a word may begin with: "styrelseordförande", "lekmannarevisorssuppleant".
constexpr absl::string_view kBodies =
    "styrelse kommunstyrelse kommunstyrelsens nämnd nämnds utskotts fullmäktige kommunfullmäktige beredning "
    "berednings presidie bolags arbetstagar revisor revisors lekmannarevisor lekmannarevisors";
constexpr absl::string_view kSwedishChair = "ordförande ordföranden ordf";
constexpr absl::string_view kSwedishMember = "ledamot ledamoten";
constexpr absl::string_view kSwedishSubstitute = "ersättare ersättaren suppleant suppleanten";
constexpr absl::string_view kSwedishAuditor = "revisor revisorn lekmannarevisor lekmannarevisorn";
constexpr absl::string_view kEnglishChair = "chair chairman chairwoman chairperson";
constexpr absl::string_view kEnglishMember = "member councillor councilor";
constexpr absl::string_view kEnglishSubstitute = "substitute alternate";
constexpr absl::string_view kEnglishAuditor = "auditor";
// What may follow an English one; "substitute teacher" is a job.
constexpr absl::string_view kPrepositions = "of for on in at to i för av på vid";

// Whether the word is one of `endings`, alone or after a body.
bool EndsBody(Word word, absl::string_view endings) {
  const std::vector<Word> all = absl::StrSplit(endings, ' ');
  return std::any_of(all.begin(), all.end(), [&](Word ending) {
    Word body = word;
    return absl::ConsumeSuffix(&body, ending) && (body.empty() || IsIn(kBodies, body));
  });
}

std::optional<RoleGroup> SwedishGroup(Word word) {
  if (EndsBody(word, kSwedishSubstitute)) return RoleGroup::kSubstitute;
  if (Word rest = word; absl::ConsumePrefix(&rest, "vice") && IsIn(kSwedishChair, rest)) {
    return RoleGroup::kViceChair;
  }
  if (EndsBody(word, kSwedishChair)) return RoleGroup::kChair;
  if (EndsBody(word, kSwedishMember)) return RoleGroup::kMember;
  if (IsIn(kSwedishAuditor, word)) return RoleGroup::kAuditor;
  return std::nullopt;
}

std::optional<RoleGroup> EnglishGroup(absl::Span<const Word> words) {
  std::optional<RoleGroup> group;
  if (IsIn(kEnglishChair, words[0])) group = RoleGroup::kChair;
  if (IsIn(kEnglishMember, words[0])) group = RoleGroup::kMember;
  if (IsIn(kEnglishAuditor, words[0])) group = RoleGroup::kAuditor;
  if (IsIn(kEnglishSubstitute, words[0])) {
    group = RoleGroup::kSubstitute;
    if (words.size() > 1 && IsIn(kEnglishMember, words[1])) words.remove_prefix(1);
  }
  if (words.size() > 1 && !IsIn(kPrepositions, words[1])) return std::nullopt;
  return group;
}

// Of one office in lower case: "1:e vice ordförande i kommunstyrelsen".
std::optional<RoleGroup> GroupOfOffice(Word office) {
  const std::vector<Word> all =
      absl::StrSplit(office, absl::ByAnyChar(" \t.:-_0123456789"), absl::SkipEmpty());
  absl::Span<const Word> words = all;
  bool is_vice = false;
  while (!words.empty() && (IsIn(kBefore, words[0]) || IsIn(kVice, words[0]))) {
    is_vice |= IsIn(kVice, words[0]);
    words.remove_prefix(1);
  }
  if (words.empty()) return std::nullopt;
  std::optional<RoleGroup> group = SwedishGroup(words[0]);
  if (!group) group = EnglishGroup(words);
  if (!is_vice || !group) return group;
  if (*group == RoleGroup::kChair) return RoleGroup::kViceChair;
  return *group == RoleGroup::kMember ? std::optional(RoleGroup::kSubstitute) : std::nullopt;
}

constexpr std::pair<RoleGroup, Word> kNames[] = {{RoleGroup::kChair, "CHAIR"},
                                                 {RoleGroup::kViceChair, "VICE_CHAIR"},
                                                 {RoleGroup::kMember, "MEMBER"},
                                                 {RoleGroup::kSubstitute, "SUBSTITUTE"},
                                                 {RoleGroup::kAuditor, "AUDITOR"}};

// The first counts for most: who is "Ledamot, ordförande" is the chair.
constexpr RoleGroup kWeight[] = {RoleGroup::kChair, RoleGroup::kViceChair, RoleGroup::kAuditor,
                                 RoleGroup::kMember, RoleGroup::kSubstitute};

}  // namespace

absl::string_view RoleGroupName(RoleGroup group) {
  for (const auto& [known, name] : kNames) {
    if (known == group) return name;
  }
  return "";
}

std::optional<RoleGroup> ParseRoleGroup(absl::string_view name) {
  for (const auto& [group, known] : kNames) {
    if (known == name) return group;
  }
  return std::nullopt;
}

std::optional<RoleGroup> RoleGroupOf(absl::string_view role) {
  const std::string offices =
      absl::StrReplaceAll(FoldCase(role), {{" och ", ","}, {" samt ", ","}, {" and ", ","}});
  std::optional<RoleGroup> best;
  for (const Word office : absl::StrSplit(offices, absl::ByAnyChar(",;/()&+"))) {
    const std::optional<RoleGroup> group = GroupOfOffice(office);
    if (!group) continue;
    if (!best || std::find(std::begin(kWeight), std::end(kWeight), *group) <
                     std::find(std::begin(kWeight), std::end(kWeight), *best)) {
      best = group;
    }
  }
  return best;
}

bool MatchesRole(absl::string_view pattern, absl::string_view role) {
  const std::string folded_pattern = FoldCase(absl::StripAsciiWhitespace(pattern));
  const std::string folded_role = FoldCase(absl::StripAsciiWhitespace(role));
  const std::vector<Word> parts = absl::StrSplit(folded_pattern, '*');
  Word rest = folded_role;
  if (parts.size() == 1) return rest == parts[0];
  if (!absl::ConsumePrefix(&rest, parts.front()) || !absl::ConsumeSuffix(&rest, parts.back())) return false;
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    const size_t at = rest.find(parts[i]);  // the first place leaves most for the others
    if (at == Word::npos) return false;
    rest.remove_prefix(at + parts[i].size());
  }
  return true;
}

}  // namespace nanolearn
