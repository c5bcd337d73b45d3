#include "service/domain/staff_row.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/domain/email_address.h"
#include "service/domain/file_date.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {
using Severity = RowProblem::Severity;
}  // namespace

// One row being read. The steps that can refuse it return whether it goes on.
class StaffRowReader::Reading {
 public:
  Reading(const StaffRowReader& reader, const TableRow& row, std::vector<RowProblem>& problems)
      : reader_(reader), row_(row), problems_(problems) {
    record_.line = row.line;
  }

  std::optional<StaffRow> Read() {
    const bool usable = CheckFieldCount() && CheckText() && ReadPerson() && ReadName() && ReadUnit() &&
                        ReadPeriod() && ReadYesNo(StaffField::kProtected, record_.protected_identity) &&
                        ReadYesNo(StaffField::kComputer, facts_.has_computer);
    if (!usable) return std::nullopt;
    // From here on the row is used: what is wrong is a warning.
    ReadRoleAndCutNames();
    ReadContact();
    ReadLeave();
    ReadKey();
    ReadManager();
    return std::move(result_);
  }

 private:
  absl::string_view Value(StaffField field) const { return reader_.columns_.Value(row_, field); }
  bool Has(StaffField field) const { return reader_.columns_.Has(field); }
  absl::string_view Heading(StaffField field) const { return reader_.mapping_.columns.at(field); }

  RowProblem& Report(Severity severity, StaffField field, absl::string_view reason,
                     absl::string_view message) {
    problems_.push_back(reader_.Problem(severity, row_.line, reason, message));
    problems_.back().column = std::string(Heading(field));
    problems_.back().found = FoundText(Value(field));
    return problems_.back();
  }
  bool Refuse(StaffField field, absl::string_view reason, absl::string_view message) {
    Report(Severity::kError, field, reason, message);
    return false;
  }
  void Warn(StaffField field, absl::string_view reason, absl::string_view message) {
    Report(Severity::kWarning, field, reason, message);
  }
  bool RefuseMissing(StaffField field, absl::string_view what) {
    return Refuse(field, "MISSING_VALUE",
                  absl::StrCat("\"", Heading(field), "\" is empty; ", what, " is expected."));
  }

  // Some systems write separators behind the last column, in all rows or in some.
  bool CheckFieldCount() {
    const size_t expected = reader_.columns_.count();
    const auto& fields = row_.fields;
    const size_t count = fields.size();
    const bool too_many =
        count > expected && std::any_of(fields.begin() + static_cast<ptrdiff_t>(expected), fields.end(),
                                        [](const std::string& field) { return !field.empty(); });
    if (count >= expected && !too_many) return true;
    RowProblem problem = reader_.Problem(
        Severity::kError, row_.line, "WRONG_FIELD_COUNT",
        absl::StrCat("The row has ", count, " fields, but the header has ", expected,
                     "; look for a separator or a quotation mark that is missing or one too many."));
    problem.found = absl::StrCat(count, " fields");
    problems_.push_back(std::move(problem));
    return false;
  }

  // Names and roles may be cut, but half an id is another id.
  static bool MayNotBeCut(StaffField field) {
    return field == StaffField::kPersonKey || field == StaffField::kKey || field == StaffField::kManager ||
           field == StaffField::kPhone;
  }
  static bool MayHaveLines(StaffField field) {
    return field == StaffField::kGivenName || field == StaffField::kFamilyName ||
           field == StaffField::kFullName || field == StaffField::kRole;
  }

  // Of a name or role.
  std::string Text(StaffField field) const {
    const absl::string_view text = Value(field);
    return HasControlCharacter(text) ? OnOneLine(text) : std::string(text);
  }

  bool CheckText() {
    for (const auto& [field, heading] : reader_.mapping_.columns) {
      const absl::string_view text = Value(field);
      if (HasControlCharacter(text) && !(MayHaveLines(field) && !HasControlCharacter(OnOneLine(text)))) {
        return Refuse(field, "INVALID_TEXT",
                      absl::StrCat("\"", heading, "\" holds a ",
                                   MayHaveLines(field) ? "control character; plain text"
                                                       : "line end or another control character; plain text "
                                                         "on one line",
                                   " is expected."));
      }
      if (MayNotBeCut(field) && CountCharacters(text) > limits::kMaxNameCharacters) {
        return Refuse(field, "INVALID_TEXT",
                      absl::StrCat("\"", heading, "\" has ", CountCharacters(text), " characters; at most ",
                                   limits::kMaxNameCharacters, " are expected."));
      }
    }
    return true;
  }

  bool ReadPerson() {
    const absl::string_view number = Value(StaffField::kPersonnummer), key = Value(StaffField::kPersonKey);
    if (number.empty() && !key.empty()) {
      record_.person_key = std::string(key);
      return true;
    }
    if (!Has(StaffField::kPersonnummer)) {
      return RefuseMissing(StaffField::kPersonKey, "what the source recognises the person by");
    }
    if (number.empty()) {
      return Refuse(StaffField::kPersonnummer, "BAD_PERSONNUMMER",
                    "The personnummer is missing; without it nobody can be recognised.");
    }
    absl::StatusOr<std::string> digits = NormalizePersonnummer(number, reader_.context_.today);
    if (!digits.ok()) return RefusePersonnummer(digits.status().message());
    record_.personnummer = *std::move(digits);
    return true;
  }

  bool RefusePersonnummer(absl::string_view why) {
    Report(Severity::kError, StaffField::kPersonnummer, "BAD_PERSONNUMMER",
           absl::StrCat("This is no personnummer or coordination number: ", why,
                        ". YYYYMMDD-NNNN is expected, also without the dash or the century."))
        .found = MaskPersonnummer(Value(StaffField::kPersonnummer));
    return false;
  }

  bool ReadName() {
    if (Has(StaffField::kFullName)) {
      SplitName(Text(StaffField::kFullName));
    } else {
      record_.given_name = Text(StaffField::kGivenName);
      record_.family_name = Text(StaffField::kFamilyName);
    }
    if (!record_.given_name.empty() || !record_.family_name.empty()) return true;
    return RefuseMissing(Has(StaffField::kFullName) ? StaffField::kFullName : StaffField::kFamilyName,
                         "the person's name");
  }

  void SplitName(absl::string_view full) {
    const size_t space = std::min(full.find(' '), full.size());
    record_.given_name = std::string(full.substr(0, space));
    record_.family_name = std::string(absl::StripAsciiWhitespace(full.substr(space)));
  }

  bool ReadUnit() {
    const absl::string_view code = Value(StaffField::kUnit);
    if (code.empty()) return RefuseMissing(StaffField::kUnit, "the code of a unit");
    const auto found = reader_.context_.units->find(code);
    if (found == reader_.context_.units->end()) {
      return Refuse(StaffField::kUnit, "UNKNOWN_UNIT",
                    "The organisation has no unit with this code; correct it, or import the unit first.");
    }
    result_.unit = &found->second;
    facts_.unit_id = found->second.unit_id;
    const auto& kinds = reader_.mapping_.kind_by_unit_type;
    const auto kind = kinds.find(std::string(UnitTypeName(found->second.type)));
    facts_.kind = kind == kinds.end() ? reader_.mapping_.kind : kind->second;
    return true;
  }

  bool ReadPeriod() {
    if (Value(StaffField::kFrom).empty()) return RefuseMissing(StaffField::kFrom, "the first day");
    if (!ReadDate(StaffField::kFrom, facts_.period.from)) return false;
    if (Value(StaffField::kTo).empty()) return true;
    Date last;
    if (!ReadDate(StaffField::kTo, last)) return false;
    facts_.period.to = last + 1;
    if (last >= facts_.period.from) return true;
    return Refuse(StaffField::kTo, "TO_BEFORE_FROM",
                  absl::StrCat("The last day is before the first, ", FormatDate(facts_.period.from),
                               "; the same day or a later one is expected, or nothing for no end."));
  }

  bool ReadDate(StaffField field, Date& date) {
    const absl::StatusOr<Date> parsed = ParseFileDate(Value(field), reader_.mapping_.date_formats);
    if (parsed.ok()) {
      date = *parsed;
      return true;
    }
    return Refuse(field, "BAD_DATE",
                  absl::StrCat("\"", Heading(field), "\" ", parsed.status().message(), "."));
  }

  bool ReadYesNo(StaffField field, bool& value) {
    if (!Has(field)) return true;
    const std::optional<bool> meaning = reader_.yes_no_.Parse(Value(field));
    if (!meaning) {
      return Refuse(field, "BAD_YES_NO",
                    absl::StrCat("\"", Heading(field), "\" is neither ", reader_.yes_no_.description(), "."));
    }
    value = *meaning;
    return true;
  }

  void ReadRoleAndCutNames() {
    facts_.role = Text(StaffField::kRole);
    Cut(facts_.role, StaffField::kRole);
    const bool full = Has(StaffField::kFullName);
    Cut(record_.given_name, full ? StaffField::kFullName : StaffField::kGivenName);
    Cut(record_.family_name, full ? StaffField::kFullName : StaffField::kFamilyName);
  }

  void Cut(std::string& text, StaffField field) {
    const size_t size = FirstCharacters(text, limits::kMaxNameCharacters).size();
    if (size == text.size()) return;
    text.resize(size);
    Warn(field, "NAME_TOO_LONG",
         absl::StrCat("\"", Heading(field), "\" has ", CountCharacters(Value(field)), " characters; at most ",
                      limits::kMaxNameCharacters, " are expected, and the rest was cut off."));
  }

  void ReadContact() {
    record_.phone = std::string(Value(StaffField::kPhone));
    const absl::string_view text = Value(StaffField::kEmail);
    std::optional<std::string> address = NormalizeEmailAddress(text);
    if (address) {
      record_.email = *std::move(address);
    } else if (!text.empty()) {
      Warn(StaffField::kEmail, "BAD_EMAIL",
           "This is no e-mail address and was left out; name@domain.example is expected.");
    }
  }

  void ReadLeave() {
    const absl::string_view from = Value(StaffField::kLeaveFrom), to = Value(StaffField::kLeaveTo);
    if (from.empty() && to.empty()) return;
    const auto& formats = reader_.mapping_.date_formats;
    if (from.empty()) return WarnLeave(StaffField::kLeaveTo, "has no first day");
    const absl::StatusOr<Date> first = ParseFileDate(from, formats);
    if (!first.ok()) return WarnLeave(StaffField::kLeaveFrom, first.status().message());
    const absl::StatusOr<Date> last = to.empty() ? kNoEnd - 1 : ParseFileDate(to, formats);
    if (!last.ok()) return WarnLeave(StaffField::kLeaveTo, last.status().message());
    if (*last < *first) return WarnLeave(StaffField::kLeaveTo, "is before the leave's first day");
    facts_.leave = {*first, *last + 1};
  }

  void WarnLeave(StaffField field, absl::string_view why) {
    Warn(field, "BAD_LEAVE", absl::StrCat("The leave was left out: \"", Heading(field), "\" ", why, "."));
  }

  void ReadKey() {
    record_.key = reader_.StorableKey(Value(StaffField::kKey));
    if (!record_.key.empty()) return;
    if (Has(StaffField::kKey)) {
      Warn(StaffField::kKey, "MISSING_KEY",
           absl::StrCat("\"", Heading(StaffField::kKey),
                        "\" is empty; the row is recognised by its person, unit, "
                        "role and first day instead, so a change of these looks like another engagement."));
    }
    const std::string identity =
        absl::StrCat(record_.personnummer.empty() ? record_.person_key : record_.personnummer, "|",
                     result_.unit->code, "|", facts_.role, "|", FormatDate(facts_.period.from));
    record_.key = absl::StrCat(kHashedKeyPrefix, Hex(reader_.context_.identity_hash(identity)));
  }

  void ReadManager() {
    std::string manager = reader_.StorableKey(Value(StaffField::kManager));
    if (!manager.empty() && manager == record_.key) {
      Warn(StaffField::kManager, "OWN_MANAGER",
           "The row names itself as its manager, which was left out; another person's is expected.");
    } else {
      facts_.manager_key = std::move(manager);
    }
  }

  const StaffRowReader& reader_;
  const TableRow& row_;
  std::vector<RowProblem>& problems_;
  StaffRow result_;
  StaffRecord& record_ = result_.record;
  EngagementFacts& facts_ = result_.record.facts;
};

StaffRowReader::StaffRowReader(const StaffColumns& columns, const StaffMapping& mapping,
                               const StaffFileContext& context)
    : columns_(columns), mapping_(mapping), context_(context), yes_no_(mapping.yes, mapping.no) {}

std::optional<StaffRow> StaffRowReader::Read(const TableRow& row, std::vector<RowProblem>& problems) const {
  const size_t before = problems.size();
  std::optional<StaffRow> read = Reading(*this, row, problems).Read();
  // What stands in the row of somebody who may be protected is not repeated.
  const bool may_be_protected = columns_.Has(StaffField::kProtected) &&
                                yes_no_.Parse(columns_.Value(row, StaffField::kProtected)).value_or(true);
  for (size_t i = before; may_be_protected && i < problems.size(); ++i) {
    if (problems[i].column != mapping_.columns.at(StaffField::kProtected)) problems[i].found.clear();
  }
  return read;
}

RefusedRow StaffRowReader::Identify(const TableRow& row) const {
  RefusedRow refused{.person_key = std::string(columns_.Value(row, StaffField::kPersonKey)),
                     .key = StorableKey(columns_.Value(row, StaffField::kKey))};
  const auto digits = NormalizePersonnummer(columns_.Value(row, StaffField::kPersonnummer), context_.today);
  if (digits.ok()) refused.personnummer = *digits;
  return refused;
}

std::string StaffRowReader::StorableKey(absl::string_view text) const {
  const auto digits = NormalizePersonnummer(text, context_.today);
  return digits.ok() ? absl::StrCat(kHashedKeyPrefix, Hex(context_.identity_hash(*digits))) : std::string(text);
}

RowProblem StaffRowReader::Duplicate(int line, int earlier) const {
  return Problem(Severity::kWarning, line, "DUPLICATE_ROW",
                 absl::StrCat("The row says the same as line ", earlier, "; it is used once."));
}

RowProblem StaffRowReader::Problem(RowProblem::Severity severity, int line, absl::string_view reason,
                                   absl::string_view message) const {
  return {.severity = severity,
          .file = context_.file_name,
          .line = line,
          .reason = std::string(reason),
          .message = std::string(message)};
}

}  // namespace nanolearn
