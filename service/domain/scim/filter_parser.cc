#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/filter.h"

namespace nanolearn::scim {
namespace {

constexpr int kMaxDepth = 20;
constexpr size_t kMaxBytes = 10000;

constexpr std::pair<absl::string_view, Filter::Op> kOps[] = {
    {"eq", Filter::Op::kEq}, {"ne", Filter::Op::kNe}, {"co", Filter::Op::kCo},
    {"sw", Filter::Op::kSw}, {"ew", Filter::Op::kEw}, {"gt", Filter::Op::kGt},
    {"ge", Filter::Op::kGe}, {"lt", Filter::Op::kLt}, {"le", Filter::Op::kLe}};

std::optional<Filter::Op> FindOp(absl::string_view word) {
  for (const auto& [name, op] : kOps) {
    if (absl::EqualsIgnoreCase(word, name)) return op;
  }
  return std::nullopt;
}

// Which values an operator can be asked about.
bool Fits(Filter::Op op, const Json& value) {
  switch (op) {
    case Filter::Op::kEq:
    case Filter::Op::kNe:
      return true;
    case Filter::Op::kCo:
    case Filter::Op::kSw:
    case Filter::Op::kEw:
      return value.is_string();
    default:
      return value.is_string() || value.is_number();
  }
}

class Parser {
 public:
  explicit Parser(absl::string_view text) : rest_(text), size_(text.size()) {}

  absl::StatusOr<Filter> ParseAll() {
    ASSIGN_OR_RETURN(Filter filter, ParseOr());
    SkipSpace();
    if (!rest_.empty()) return Expected("'and', 'or' or the end");
    return filter;
  }

 private:
  absl::Status Expected(absl::string_view what) const {
    return InvalidFilter(absl::StrCat("the filter cannot be read at position ", size_ - rest_.size() + 1,
                                      ": expected ", what));
  }

  void SkipSpace() { rest_ = absl::StripLeadingAsciiWhitespace(rest_); }

  // The next word, which stays.
  absl::string_view Peek() {
    SkipSpace();
    size_t end = 0;
    while (end < rest_.size() && !absl::ascii_isspace(rest_[end]) &&
           !absl::StrContains("()[]\"", rest_.substr(end, 1))) {
      ++end;
    }
    return rest_.substr(0, end);
  }

  bool TakeWord(absl::string_view word) {
    const absl::string_view next = Peek();
    if (!absl::EqualsIgnoreCase(next, word)) return false;
    rest_.remove_prefix(next.size());
    return true;
  }

  bool TakeChar(char c) {
    SkipSpace();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  absl::StatusOr<Filter> ParseOr() { return ParseChain(Filter::Kind::kOr, "or", &Parser::ParseAnd); }
  absl::StatusOr<Filter> ParseAnd() { return ParseChain(Filter::Kind::kAnd, "and", &Parser::ParseOne); }

  absl::StatusOr<Filter> ParseChain(Filter::Kind kind, absl::string_view word,
                                    absl::StatusOr<Filter> (Parser::*parse)()) {
    ASSIGN_OR_RETURN(Filter first, (this->*parse)());
    if (!absl::EqualsIgnoreCase(Peek(), word)) return first;
    Filter chain{.kind = kind};
    chain.parts.push_back(std::move(first));
    while (TakeWord(word)) {
      ASSIGN_OR_RETURN(Filter next, (this->*parse)());
      chain.parts.push_back(std::move(next));
    }
    return chain;
  }

  absl::StatusOr<Filter> ParseOne() {
    if (TakeWord("not")) {
      Filter negation{.kind = Filter::Kind::kNot};
      if (!TakeChar('(')) return Expected("'(' after 'not'");
      ASSIGN_OR_RETURN(Filter part, ParseInside(')'));
      negation.parts.push_back(std::move(part));
      return negation;
    }
    if (TakeChar('(')) return ParseInside(')');
    return ParseExpression();
  }

  absl::StatusOr<Filter> ParseInside(char end) {
    if (++depth_ > kMaxDepth) return InvalidFilter("the filter is nested too deeply");
    ASSIGN_OR_RETURN(Filter inner, ParseOr());
    if (!TakeChar(end)) return Expected(absl::StrCat("'", std::string(1, end), "'"));
    --depth_;
    return inner;
  }

  absl::StatusOr<Filter> ParseExpression() {
    Filter filter;
    const absl::string_view name = Peek();
    const std::optional<AttributePath> path = ParseAttributePath(name);
    if (!path || path->name.empty()) return Expected("the name of an attribute");
    filter.path = *path;
    rest_.remove_prefix(name.size());
    if (absl::StartsWith(rest_, "[")) {
      rest_.remove_prefix(1);
      RETURN_IF_ERROR(ParseWhere(filter));
      const absl::string_view next = Peek();
      const bool over =
          next.empty() || absl::EqualsIgnoreCase(next, "and") || absl::EqualsIgnoreCase(next, "or");
      if (over) return filter;
    }
    RETURN_IF_ERROR(ParseComparison(filter));
    return filter;
  }

  // The rest of `emails[type eq "work"].value`.
  absl::Status ParseWhere(Filter& filter) {
    if (in_where_ || !filter.path.sub.empty()) return Expected("no '[' here");
    in_where_ = true;
    ASSIGN_OR_RETURN(Filter where, ParseInside(']'));
    in_where_ = false;
    filter.where.push_back(std::move(where));
    if (!absl::StartsWith(rest_, ".")) return absl::OkStatus();
    rest_.remove_prefix(1);
    const absl::string_view sub = Peek();
    const std::optional<AttributePath> path = ParseAttributePath(sub);
    if (!path || !path->sub.empty() || IsUrn(sub)) return Expected("the name of a part after '.'");
    filter.path.sub = path->name;
    rest_.remove_prefix(sub.size());
    return absl::OkStatus();
  }

  absl::Status ParseComparison(Filter& filter) {
    if (TakeWord("pr")) return absl::OkStatus();
    const absl::string_view word = Peek();
    const std::optional<Filter::Op> op = FindOp(word);
    if (!op) return Expected("one of eq ne co sw ew gt ge lt le pr");
    rest_.remove_prefix(word.size());
    filter.kind = Filter::Kind::kCompare;
    filter.op = *op;
    ASSIGN_OR_RETURN(filter.value, ParseValue());
    if (!Fits(filter.op, filter.value)) {
      return InvalidFilter(absl::StrCat("'", absl::AsciiStrToLower(word), "' cannot be asked of this value"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Json> ParseValue() {
    SkipSpace();
    size_t length = 0;
    if (absl::StartsWith(rest_, "\"")) {
      for (length = 1; length < rest_.size() && rest_[length] != '"'; ++length)
        length += rest_[length] == '\\';
      length = std::min(length + 1, rest_.size());
    } else {
      length = Peek().size();
    }
    std::string literal(rest_.substr(0, length));
    if (!literal.empty() && literal[0] != '"') literal = absl::AsciiStrToLower(literal);  // True
    Json value = Json::parse(literal, nullptr, /*allow_exceptions=*/false);
    if (literal.empty() || value.is_discarded() || value.is_structured()) {
      return Expected("a text in quotes, a number, true, false or null");
    }
    rest_.remove_prefix(length);
    return value;
  }

  absl::string_view rest_;
  const size_t size_;
  int depth_ = 0;
  bool in_where_ = false;
};

}  // namespace

absl::StatusOr<Filter> ParseFilter(absl::string_view text) {
  if (text.size() > kMaxBytes) return InvalidFilter("the filter is too long");
  return Parser(text).ParseAll();
}

}  // namespace nanolearn::scim
