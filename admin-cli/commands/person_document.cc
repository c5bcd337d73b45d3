#include "admin-cli/commands/person_document.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "admin-cli/errors.h"

namespace nanolearn::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Pair {
  const char* swedish;
  const char* english;
};

// Keys of sections and fields, and words that are values.
const std::map<std::string, Pair>& Words() {
  static const auto* const kWords = new std::map<std::string, Pair>{
      {"names", {"Namn och adresser, som källorna har sagt dem", "Names and addresses, as sources have said them"}},
      {"engagements", {"Anställningar och uppdrag", "Employments and mandates"}},
      {"programmes", {"Program som du ingår eller har ingått i", "Programmes that you are or were in"}},
      {"assignments", {"Lektioner som du har fått", "Lessons that you were given"}},
      {"completions", {"Lektioner som du har gjort", "Lessons that you have done"}},
      {"exceptions", {"Undantag och förlängd tid", "Waivers and extensions"}},
      {"lessons", {"Lektioner som du håller på med, och dina svar", "Lessons that you are in the middle of, and your answers"}},
      {"links", {"Länkar till dina lektioner", "Links to your lessons"}},
      {"mails", {"Mejl", "Mails"}},
      {"managers_told", {"När chefer fått veta att en lektion är försenad", "When managers were told that a lesson is late"}},
      {"contact", {"Språk, och om mejl når fram", "Language, and whether mails arrive"}},
      {"directory_users", {"Det som katalogen har sagt", "What the directory has said"}},
      {"merges", {"Sammanslagningar av dubbla uppgifter", "Merges of double entries"}},
      {"grants", {"Behörigheter", "Access"}},
      {"sessions", {"Inloggningar på webben", "Sessions on the web"}},
      {"audit", {"Vad som har gjorts och vem som har tittat, det senaste först", "What was done and who has looked, the latest first"}},
      {"source", {"Källa", "Source"}},
      {"from", {"Från", "From"}},
      {"to", {"Till", "To"}},
      {"given_name", {"Förnamn", "Given name"}},
      {"family_name", {"Efternamn", "Family name"}},
      {"email", {"E-post", "E-mail"}},
      {"phone", {"Telefon", "Phone"}},
      {"protected_identity", {"Skyddade uppgifter", "Protected identity"}},
      {"key", {"Nummer i källan", "Number in the source"}},
      {"unit", {"Enhet", "Unit"}},
      {"kind", {"Slag", "Kind"}},
      {"role", {"Roll", "Role"}},
      {"has_computer", {"Har dator", "Has a computer"}},
      {"manager_key", {"Chefens nummer i källan", "The manager's number in the source"}},
      {"begins", {"Börjar", "Begins"}},
      {"ends", {"Slutar", "Ends"}},
      {"said_from", {"Källan sa detta från", "The source said so from"}},
      {"said_to", {"Källan sa detta till", "The source said so to"}},
      {"leave_from", {"Ledig från", "On leave from"}},
      {"leave_to", {"Ledig till", "On leave to"}},
      {"programme", {"Program", "Programme"}},
      {"on_leave", {"Ledig", "On leave"}},
      {"assignment", {"Id", "Id"}},
      {"module", {"Lektion", "Lesson"}},
      {"cycle", {"Omgång", "Cycle"}},
      {"opens", {"Öppnar", "Opens"}},
      {"due", {"Sista dag", "Due"}},
      {"completed", {"Gjord", "Completed"}},
      {"replaced", {"Ersatt av nästa omgång", "Replaced by the next cycle"}},
      {"revision", {"Version", "Revision"}},
      {"recorded", {"Registrerad", "Recorded"}},
      {"late", {"För sent", "Late"}},
      {"evidence", {"Underlag", "Evidence"}},
      {"taken_back", {"Tillbakatagen", "Taken back"}},
      {"reason", {"Skäl", "Reason"}},
      {"time", {"Tid", "Time"}},
      {"by", {"Av", "By"}},
      {"by_id", {"Av, id", "By, id"}},
      {"steps_seen", {"Steg du har sett", "Steps that you have seen"}},
      {"begun", {"Började", "Begun"}},
      {"last_used", {"Senast använd", "Last used"}},
      {"answers", {"Svar", "Answers"}},
      {"question", {"Fråga", "Question"}},
      {"tries", {"Försök", "Tries"}},
      {"last_answer", {"Senaste svar", "Last answer"}},
      {"right", {"Rätt", "Right"}},
      {"right_at_first", {"Rätt vid första försöket", "Right at first"}},
      {"purpose", {"Till för", "Made for"}},
      {"made", {"Gjord", "Made"}},
      {"expires", {"Går ut", "Expires"}},
      {"revoked", {"Återkallad", "Revoked"}},
      {"subject", {"Ärende", "Subject"}},
      {"state", {"Läge", "State"}},
      {"written", {"Skrivet", "Written"}},
      {"ended", {"Avslutat", "Ended"}},
      {"text", {"Text", "Text"}},
      {"level", {"Chefsnivå", "Level of manager"}},
      {"manager", {"Chef, id", "Manager, id"}},
      {"day", {"Dag", "Day"}},
      {"language", {"Språk", "Language"}},
      {"unreachable_address", {"Adress dit mejl inte når fram", "Address that mails do not reach"}},
      {"unreachable_reason", {"Varför", "Why"}},
      {"unreachable_since", {"Sedan", "Since"}},
      {"active", {"Aktiv", "Active"}},
      {"deleted", {"Borttagen", "Deleted"}},
      {"external_id", {"Katalogens id", "The directory's id"}},
      {"employee_number", {"Anställningsnummer", "Employee number"}},
      {"updated", {"Ändrad", "Updated"}},
      {"resource", {"Uppgifterna, som katalogen skrev dem", "As the directory wrote it"}},
      {"person", {"Person, id", "Person, id"}},
      {"merged_person", {"Sammanslagen person, id", "Merged person, id"}},
      {"undone", {"Upphävd", "Undone"}},
      {"given", {"Given", "Given"}},
      {"action", {"Vad", "What"}},
      {"outcome", {"Utfall", "Outcome"}},
      {"EMPLOYMENT", {"anställning", "employment"}},
      {"MANDATE", {"förtroendeuppdrag", "mandate"}},
      {"BOARD_SEAT", {"styrelseuppdrag", "seat on a board"}},
      {"OTHER", {"annat", "other"}},
      {"WAIVER", {"undantag", "waiver"}},
      {"EXTENSION", {"förlängd tid", "extension"}},
      {"MAIL", {"mejl", "a mail"}},
      {"HANDED_OUT", {"att lämna ut", "handing out"}},
      {"SCREEN", {"delad skärm", "a shared screen"}},
      {"NOTICE", {"meddelande", "notice"}},
      {"LESSONS", {"inbjudan eller påminnelse", "invitation or reminder"}},
      {"MANAGER", {"till dig som chef", "to you as a manager"}},
      {"ACCESS", {"länk som du har bett om", "a link that you asked for"}},
      {"WAITING", {"väntar", "waiting"}},
      {"SENT", {"skickat", "sent"}},
      {"FAILED", {"kom inte fram", "failed"}},
      {"DROPPED", {"behövdes inte längre", "not needed any more"}},
      {"SERVER", {"servern", "the server"}},
      {"TOKEN", {"ett program eller en administratör", "a program or an administrator"}},
      {"GRANT", {"någon med behörighet", "somebody with access"}},
      {"PERSON", {"du själv eller en chef", "you or a manager"}},
      {"DONE", {"gjort", "done"}},
      {"DENIED", {"nekat", "refused"}},
  };
  return *kWords;
}

class Document {
 public:
  Document(const Json& record, bool is_swedish) : record_(record), is_swedish_(is_swedish) {}

  std::string Write() {
    text_ = absl::StrCat(Say("Uppgifter om en person", "What is known of one person"), "\n\n", Head());
    for (const auto& [key, section] : record_.items()) {
      if (!section.is_array()) continue;
      absl::StrAppend(&text_, "\n", Word(key), "\n", std::string(kWidth, '-'), "\n");
      if (section.empty()) absl::StrAppend(&text_, Say("Inget.", "Nothing."), "\n");
      bool is_first = true;
      for (const Json& entry : section) {
        if (!is_first) text_ += "\n";
        is_first = false;
        Fields(entry, "");
      }
    }
    return std::move(text_);
  }

 private:
  static constexpr int kWidth = 60;

  std::string Say(const char* swedish, const char* english) const { return is_swedish_ ? swedish : english; }

  std::string Head() const {
    return absl::StrCat(
        Say("Organisation: ", "Organisation: "), Text(record_, "organisation"), "\n", Say("Person, id: ", "Person, id: "),
        Text(record_, "person"), "\n", Say("Uttaget: ", "Written: "), Time(Text(record_, "exported")), " UTC\n",
        Say("Personnummer och liknande: aldrig i klartext; antal nycklade kontrollsummor: ",
            "Personnummer and the like: never as such; keyed hashes of them: "),
        record_.value("identities", 0), "\n",
        Say("Samma uppgifter finns i person.json, för program.\n", "The same is in person.json, for programs.\n"));
  }

  static std::string Text(const Json& object, const char* key) { return object.value(key, std::string()); }

  // "2026-11-24T09:00:00Z" is read as "2026-11-24 09:00".
  static std::string Time(const std::string& text) {
    const bool is_time = text.size() == 20 && text[10] == 'T' && text.back() == 'Z';
    return is_time ? absl::StrCat(text.substr(0, 10), " ", text.substr(11, 5)) : text;
  }

  std::string Word(const std::string& key) const {
    const auto found = Words().find(key);
    if (found == Words().end()) return key;
    return is_swedish_ ? found->second.swedish : found->second.english;
  }

  // What people and sources wrote is no word of ours.
  std::string Value(const std::string& key, const Json& value) const {
    static const auto* const kOurs = new std::set<std::string>{"kind", "purpose", "state", "by", "outcome"};
    if (value.is_boolean()) return value.get<bool>() ? Say("ja", "yes") : Say("nej", "no");
    if (!value.is_string()) return value.dump();
    const std::string text = value.get<std::string>();
    return kOurs->contains(key) ? Word(text) : Time(text);
  }

  // What is empty is left out.
  void Fields(const Json& entry, const std::string& indent) {
    for (const auto& [key, value] : entry.items()) {
      if (value.is_null() || (value.is_string() && value.get<std::string>().empty())) continue;
      absl::StrAppend(&text_, indent, Word(key), ":");
      if (key == "resource") {
        absl::StrAppend(&text_, "\n", Indented(value.dump(2), indent + "  "), "\n");
      } else if (value.is_object()) {
        text_ += "\n";
        Fields(value, indent + "  ");
      } else if (value.is_array()) {
        text_ += "\n";
        for (const Json& one : value) Fields(one, indent + "  ");
      } else {
        absl::StrAppend(&text_, " ", absl::StrReplaceAll(Value(key, value), {{"\n", "\n" + indent + "  "}}), "\n");
      }
    }
  }

  static std::string Indented(const std::string& text, const std::string& indent) {
    return absl::StrCat(indent, absl::StrReplaceAll(text, {{"\n", "\n" + indent}}));
  }

  const Json& record_;
  const bool is_swedish_;
  std::string text_;
};

}  // namespace

absl::StatusOr<std::string> PersonDocument(const std::string& json, absl::string_view language) {
  const Json record = Json::parse(json, nullptr, false);
  if (!record.is_object()) return UnexpectedError("The server's answer cannot be read. Is it newer than this program?");
  return Document(record, language == "sv").Write();
}

}  // namespace nanolearn::cli
