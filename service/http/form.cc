#include "service/http/form.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "service/domain/unicode.h"

namespace nanolearn::http {
namespace {

int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// Nothing for a % without two digits.
std::optional<std::string> Decode(absl::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size() || HexValue(text[i + 1]) < 0 || HexValue(text[i + 2]) < 0) return std::nullopt;
    decoded += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
    i += 2;
  }
  return decoded;
}

bool IsPlainText(absl::string_view text) {
  for (const char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\n' && c != '\r' && c != '\t')
      return false;
  }
  return !FindNotUtf8(text);
}

bool IsForm(const Request& request) {
  const std::string type = request.Header("Content-Type");
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(type, absl::MaxSplits(';', 1));
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parts.first), "application/x-www-form-urlencoded");
}

absl::Status NoForm() { return absl::InvalidArgumentError("The body is no form that a page of ours sends."); }

}  // namespace

std::string Form::Get(absl::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return "";
}

bool Form::Has(absl::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return true;
  }
  return false;
}

std::vector<std::string> Form::All(absl::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : fields_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::optional<int> Form::Number(absl::string_view name, int low, int high) const {
  int number = 0;
  if (!absl::SimpleAtoi(Get(name), &number) || number < low || number > high) return std::nullopt;
  return number;
}

absl::StatusOr<Form> ReadForm(const Request& request) {
  Pairs fields;
  if (request.body.empty()) return Form(std::move(fields));
  if (!IsForm(request) || request.body.size() > kMaxFormBytes) return NoForm();
  for (const absl::string_view part : absl::StrSplit(request.body, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    const std::optional<std::string> name = Decode(halves.first), value = Decode(halves.second);
    if (!name || !value || name->size() > kMaxFieldNameBytes || value->size() > kMaxFieldBytes)
      return NoForm();
    if (!IsPlainText(*name) || !IsPlainText(*value) || fields.size() == kMaxFormFields) return NoForm();
    fields.push_back({*name, *value});
  }
  return Form(std::move(fields));
}

}  // namespace nanolearn::http
