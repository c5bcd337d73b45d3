#include "service/domain/scim/filter.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "service/domain/fold_case.h"

namespace nanolearn::scim {
namespace {

using Kind = Filter::Kind;
using Op = Filter::Op;

// The values of an attribute, one by one, those that `where` picks.
std::vector<const Json*> ElementsOf(const Filter& filter, const Json& resource) {
  std::vector<const Json*> elements;
  const Json* const holder = HolderOf(resource, filter.path);
  const Json* const attribute = holder ? Find(*holder, filter.path.name) : nullptr;
  // Values that are no objects, such as those of `schemas`, are themselves their `value`.
  if (!attribute && !resource.is_object() && filter.path.name == "value") return {&resource};
  if (!attribute || attribute->is_null()) return {};
  const auto add = [&](const Json& element) {
    if (filter.where.empty() || Matches(filter.where.front(), element)) elements.push_back(&element);
  };
  if (attribute->is_array()) {
    for (const Json& element : *attribute) add(element);
  } else {
    add(*attribute);
  }
  return elements;
}

// What an element is compared by.
const Json* ValueOf(const Json& element, const std::string& sub) {
  if (!sub.empty()) return Find(element, sub);
  return element.is_object() ? Find(element, "value") : &element;
}

bool IsPresent(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  return !value.is_structured() || !value.empty();
}

template <typename T>
bool InOrder(Op op, const T& a, const T& b) {
  switch (op) {
    case Op::kEq:
      return a == b;
    case Op::kGt:
      return a > b;
    case Op::kGe:
      return a >= b;
    case Op::kLt:
      return a < b;
    case Op::kLe:
      return a <= b;
    default:
      return false;
  }
}

bool CompareTexts(Op op, absl::string_view a, absl::string_view b) {
  if (op == Op::kCo) return absl::StrContains(a, b);
  if (op == Op::kSw) return absl::StartsWith(a, b);
  if (op == Op::kEw) return absl::EndsWith(a, b);
  return InOrder(op, a, b);
}

// Instants are compared as such, whatever their fractions and zones.
bool CompareText(Op op, bool case_exact, const std::string& a, const std::string& b) {
  absl::Time time_a, time_b;
  if (op != Op::kCo && op != Op::kSw && op != Op::kEw && a.size() > 18 &&
      absl::ParseTime(absl::RFC3339_full, a, &time_a, nullptr) &&
      absl::ParseTime(absl::RFC3339_full, b, &time_b, nullptr)) {
    return InOrder(op, time_a, time_b);
  }
  return case_exact ? CompareTexts(op, a, b) : CompareTexts(op, FoldCase(a), FoldCase(b));
}

bool Compare(Op op, bool case_exact, const Json& found, const Json& asked) {
  if (found.is_boolean() || asked.is_boolean()) {
    const bool *const a = AsBoolean(found), *const b = AsBoolean(asked);
    return a && b && op == Op::kEq && *a == *b;
  }
  if (found.is_number() && asked.is_number()) return InOrder(op, found.get<double>(), asked.get<double>());
  if (found.is_structured() || asked.is_null()) return false;
  return CompareText(op, case_exact, AsText(found), AsText(asked));
}

bool HasEqual(const Filter& filter, const Json& resource, Op op) {
  const auto elements = ElementsOf(filter, resource);
  const auto value_of = [&](const Json* element) { return ValueOf(*element, filter.path.sub); };
  if (filter.value.is_null()) {
    return std::none_of(elements.begin(), elements.end(), [&](const Json* element) {
      const Json* const value = value_of(element);
      return value && IsPresent(*value);
    });
  }
  return std::any_of(elements.begin(), elements.end(), [&](const Json* element) {
    const Json* const value = value_of(element);
    return value && Compare(op, IsCaseExact(filter.path), *value, filter.value);
  });
}

bool HasValue(const Filter& filter, const Json& resource) {
  const auto elements = ElementsOf(filter, resource);
  return std::any_of(elements.begin(), elements.end(), [&](const Json* element) {
    const Json* const value = filter.path.sub.empty() ? element : Find(*element, filter.path.sub);
    return value && IsPresent(*value);
  });
}

bool IsSame(const Filter& a, const Filter& b) {
  return a.kind == b.kind && a.op == b.op && a.path == b.path && a.value == b.value &&
         std::equal(a.where.begin(), a.where.end(), b.where.begin(), b.where.end(), IsSame) &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), IsSame);
}

std::optional<std::string> Required(const Filter& filter, const Filter& attribute) {
  if (filter.kind == Kind::kAnd) {
    for (const Filter& part : filter.parts) {
      if (auto text = Required(part, attribute)) return text;
    }
  }
  if (filter.kind != Kind::kCompare || filter.op != Op::kEq || filter.path != attribute.path)
    return std::nullopt;
  if (!std::equal(filter.where.begin(), filter.where.end(), attribute.where.begin(), attribute.where.end(),
                  IsSame)) {
    return std::nullopt;
  }
  if (const bool* const boolean = filter.value.is_boolean() ? AsBoolean(filter.value) : nullptr) {
    return *boolean ? "true" : "false";
  }
  if (!filter.value.is_string()) return std::nullopt;
  return filter.value.get<std::string>();
}

}  // namespace

bool Matches(const Filter& filter, const Json& resource) {
  const auto matches = [&](const Filter& part) { return Matches(part, resource); };
  switch (filter.kind) {
    case Kind::kAnd:
      return std::all_of(filter.parts.begin(), filter.parts.end(), matches);
    case Kind::kOr:
      return std::any_of(filter.parts.begin(), filter.parts.end(), matches);
    case Kind::kNot:
      return !matches(filter.parts.front());
    case Kind::kPresent:
      return HasValue(filter, resource);
    case Kind::kCompare:
      return filter.op == Op::kNe ? !HasEqual(filter, resource, Op::kEq)
                                  : HasEqual(filter, resource, filter.op);
  }
  return false;
}

std::optional<std::string> RequiredText(const Filter& filter, absl::string_view attribute) {
  const absl::StatusOr<Filter> wanted = ParseFilter(std::string(attribute) + " pr");
  return wanted.ok() ? Required(filter, *wanted) : std::nullopt;
}

Json Described(const Filter& filter) {
  Json described = Json::object();
  if (filter.kind == Kind::kCompare && filter.op == Op::kEq && filter.path.sub.empty()) {
    described[filter.path.name] = filter.value;
  } else if (filter.kind == Kind::kAnd) {
    for (const Filter& part : filter.parts) described.update(Described(part));
  }
  return described;
}

bool Mentions(const Filter& filter, absl::string_view name) {
  const auto mentions = [&](const Filter& part) { return Mentions(part, name); };
  if (std::any_of(filter.parts.begin(), filter.parts.end(), mentions)) return true;
  const bool compares = filter.kind == Kind::kCompare || filter.kind == Kind::kPresent;
  return compares && filter.path.schema.empty() && filter.path.name == name;
}

}  // namespace nanolearn::scim
