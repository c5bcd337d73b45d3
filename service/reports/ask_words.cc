#include "service/reports/ask_words.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn::reports {
namespace {

bool Decides(UnitType type) {
  return type == UnitType::kCommittee || type == UnitType::kCompany || type == UnitType::kAssembly;
}

// Who answers to those who read the report.
std::string Chief(UnitType type, const Words& words) {
  switch (type) {
    case UnitType::kCompany:
      return words("verkställande direktören", "the managing director");
    case UnitType::kCommittee:
      return words("förvaltningschefen", "the head of administration");
    case UnitType::kGroup:
    case UnitType::kMunicipality:
    case UnitType::kAssembly:
      return words("kommundirektören", "the chief executive");
    default:
      return words("ansvarig chef", "the manager responsible");
  }
}

std::string First(const ReportAsk& ask) { return ask.names.empty() ? "" : ask.names.front(); }

// Who has a chief to instruct: a committee or an assembly without employees, such as the auditors, has none.
bool HasChief(const ReportContent& content) {
  const UnitType type = content.unit.type;
  return HasEmployees(content) || (type != UnitType::kCommittee && type != UnitType::kAssembly);
}

std::string Late(const ReportAsk& ask, const std::string& see_to_it, const Words& words) {
  if (ask.count == 0) {
    return absl::StrCat(see_to_it, words("de anställda som är försenade blir klara före nästa rapport",
                                         "the employees who are late are done before the next report"));
  }
  if (ask.count == 1) {
    return absl::StrCat(see_to_it, words("den anställda som är försenad blir klar före nästa rapport",
                                         "the one employee who is late is done before the next report"));
  }
  return absl::StrCat(see_to_it, words("de ", "the "), words.Count(ask.count),
                      words(" anställda som är försenade blir klara före nästa rapport",
                            " employees who are late are done before the next report"));
}

std::string Elected(const ReportAsk& ask, const Words& words) {
  if (ask.count == 1) {
    return words("uppmana den förtroendevalda som inte är klar att bli det före nästa sammanträde",
                 "urge the elected member who has something left to do it before the next meeting");
  }
  return absl::StrCat(words("uppmana de ", "urge the "), words.Count(ask.count),
                      words(" förtroendevalda som inte är klara att bli det före nästa sammanträde",
                            " elected members who have something left to do it before the next meeting"));
}

}  // namespace

std::string AskIntroduction(const ReportContent& content, const Words& words) {
  if (Decides(content.unit.type))
    return absl::StrCat(content.unit.name, words(" föreslås besluta att", " is asked to"));
  if (content.parameters.kind == ReportKind::kAnnual) {
    return words("Den som behandlar rapporten föreslås besluta att",
                 "Those who decide on the report are asked to");
  }
  return absl::StrCat(words("Ledningen för ", "The management of "), content.unit.name,
                      words(" föreslås besluta att", " is asked to"));
}

std::string AskSentence(const ReportAsk& ask, const ReportContent& content, const Words& words) {
  const bool has_chief = HasChief(content);
  const std::string instruct = absl::StrCat(words("ge ", "instruct "), Chief(content.unit.type, words),
                                            words(" i uppdrag att ", " to "));
  const std::string see_to_it = has_chief ? absl::StrCat(instruct, words("se till att ", "see to it that "))
                                          : words("begära att ", "ask that ");
  const std::string percent = words.Percent(ask.count);
  switch (ask.kind) {
    case AskKind::kNobodyRequired:
      return absl::StrCat(
          has_chief ? absl::StrCat(instruct, words("ordna utbildning", "arrange training"))
                    : words("begära att utbildning ordnas", "ask that training is arranged"),
          words(": i dag omfattas ingen av något program", ": today no programme reaches anybody"));
    case AskKind::kLatePeople:
      return Late(ask, see_to_it, words);
    case AskKind::kElectedLeft:
      return Elected(ask, words);
    case AskKind::kLateGroups:
      return absl::StrCat(words("begära en redovisning av hur ", "ask for an account of how "),
                          words.ListedOf(ask.names, ask.count), words(" ska komma i kapp", " will catch up"));
    case AskKind::kFell:
      return absl::StrCat(words("begära en förklaring till att andelen klara har sjunkit med ",
                                "ask why the share done has fallen by "),
                          ask.count,
                          ask.count == 1 ? words(" procentenhet", " percentage point")
                                         : words(" procentenheter", " percentage points"));
    case AskKind::kWeakTopic:
      return absl::StrCat(
          has_chief ? instruct : "", words("ta upp ämnet ", "take up the topic of "), words.Topic(First(ask)),
          has_chief ? words(" på arbetsplatsträffar; ", " at staff meetings; ")
                    : words(" på ett sammanträde; ", " at a meeting; "),
          percent,
          words(" av svaren var rätt vid första försöket", " of the answers were right at the first try"));
    case AskKind::kPolicyUnread:
      return absl::StrCat(see_to_it, words("”", "“"), First(ask),
                          words("” läses och bekräftas av alla som ska göra det; hittills har ",
                                "” is read and acknowledged by all who should; so far "),
                          percent, words(" gjort det", " have"));
    case AskKind::kIncidentUnknown:
      return absl::StrCat(
          see_to_it,
          words("alla vet vad de ska göra vid en incident; ", "everybody knows what to do in an incident; "),
          percent, words(" har gjort modulen ”", " have done the module “"), First(ask), words("”", "”"));
    case AskKind::kOldSource:
      return absl::StrCat(see_to_it, words("en ny lista lämnas från källan ”", "a new list comes from “"),
                          First(ask), words("”; den senaste är ", "”; the last is "), ask.count,
                          words(" dagar gammal", " days old"));
    case AskKind::kNote:
      return words("lägga rapporten till handlingarna", "take note of the report");
  }
  return "";
}

}  // namespace nanolearn::reports
