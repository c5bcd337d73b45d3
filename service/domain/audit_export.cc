#include "service/domain/audit_export.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

using nlohmann::json;

constexpr char kFormat[] = "nanolearn-audit-1";
constexpr size_t kHexDigits = 64;

std::string TextIn(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

uint64_t NumberIn(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_unsigned() ? found->get<uint64_t>() : 0;
}

// 32 bytes; empty for anything else.
std::string HashIn(absl::string_view digits) {
  const auto is_digit = [](char c) { return absl::ascii_isxdigit(c); };
  if (digits.size() != kHexDigits || !std::all_of(digits.begin(), digits.end(), is_digit)) return "";
  return absl::HexStringToBytes(digits);
}

// What was hashed: all between "entry" and "hash" as it stands there. Made again from what was read, it would be the same of lines that
// say something else to other readers. Empty when the line is not as AuditFileLine writes it.
absl::string_view EntryText(absl::string_view line) {
  constexpr absl::string_view kHash = ",\"hash\":\"", kEnd = "\"}";
  constexpr size_t kTail = kHash.size() + kHexDigits + kEnd.size();
  line = absl::StripTrailingAsciiWhitespace(line);
  if (!absl::ConsumePrefix(&line, "{\"entry\":") || line.size() < kTail) return "";
  return absl::StartsWith(line.substr(line.size() - kTail), kHash) ? line.substr(0, line.size() - kTail) : "";
}

// Empty for the installation's chain.
std::string IdText(Id organisation_id) { return organisation_id == kNoId ? "" : FormatId(organisation_id); }

}  // namespace

std::string AuditFileStart(Id organisation_id) {
  return json::object({{"format", kFormat}, {"organisation", IdText(organisation_id)}}).dump();
}

std::string AuditFileLine(Id organisation_id, const AuditEntry& entry, absl::string_view hash) {
  return absl::StrCat("{\"entry\":", AuditText(organisation_id, entry), ",\"hash\":\"", Hex(hash), "\"}");
}

std::string AuditFileEnd(const AuditHead& head) {
  const json end = json::object({{"hash", Hex(head.hash)}, {"sequence", head.sequence}});
  return json::object({{"head", end}}).dump();
}

// A line of the file, taken apart.
struct AuditVerifier::Line {
  json content;
  absl::string_view text;  // of the entry, as it stands there
  const json* entry = nullptr;
  uint64_t sequence = 0;
  std::string hash;
};

AuditVerifier::AuditVerifier(std::vector<AuditAnchor> anchors)
    : anchors_(std::move(anchors)), has_anchors_(!anchors_.empty()) {
  std::stable_sort(anchors_.begin(), anchors_.end(), [](const AuditAnchor& a, const AuditAnchor& b) {
    return a.head.sequence < b.head.sequence;
  });
}

void AuditVerifier::Report(uint64_t sequence, std::string text) {
  ++problem_count_;
  if (problems_.size() < kMaxProblems) problems_.push_back({sequence, std::move(text)});
}

void AuditVerifier::Add(absl::string_view text) {
  ++line_;
  Line line{.content = json::parse(text, nullptr, false)};
  if (!line.content.is_object()) {
    return Report(0, absl::StrCat("Line ", line_, " of the file is no entry: it was cut off or changed."));
  }
  if (has_end_) return Report(0, absl::StrCat("Line ", line_, " comes after the end of the chain: it was added."));
  if (line.content.contains("format")) return AddStart(line);
  if (line.content.contains("head")) return AddEnd(line);
  const auto entry = line.content.find("entry");
  if (entry == line.content.end() || !entry->is_object()) {
    return Report(0, absl::StrCat("Line ", line_, " of the file is no entry: it was changed."));
  }
  line.entry = &*entry;
  line.text = EntryText(text);
  line.sequence = NumberIn(*entry, "sequence");
  line.hash = HashIn(TextIn(line.content, "hash"));
  AddEntry(line);
}

void AuditVerifier::AddStart(const Line& line) {
  if (line_ != 1) return Report(0, absl::StrCat("Line ", line_, " begins another file: two were put together."));
  has_start_ = true;
  organisation_ = TextIn(line.content, "organisation");
  PickAnchors();
  if (TextIn(line.content, "format") != kFormat) {
    Report(0, absl::StrCat("The file says that its format is not ", kFormat, ": this program cannot check it."));
  }
}

void AuditVerifier::AddEntry(const Line& line) {
  ++entries_;
  CheckPlace(line);
  if (line.sequence <= last_.sequence) return;
  last_ = {line.sequence, line.hash};
  CheckAnchors();
}

void AuditVerifier::CheckPlace(const Line& line) {
  const uint64_t sequence = line.sequence;
  const std::string name = absl::StrCat("Entry ", sequence, " (", TextIn(*line.entry, "action"), " at ",
                                        TextIn(*line.entry, "time"), ")");
  if (TextIn(*line.entry, "organisation") != organisation_) {
    return Report(sequence, absl::StrCat(name, " is of another organisation: it was added."));
  }
  if (sequence <= last_.sequence) {
    return Report(sequence, absl::StrCat(name, " stands after entry ", last_.sequence, ": it was moved or added."));
  }
  if (sequence > last_.sequence + 1) {
    return Report(last_.sequence + 1, absl::StrCat("Entries ", last_.sequence + 1, " to ", sequence - 1,
                                                   " are missing before ", name, "."));
  }
  if (AuditHash(last_.hash, line.text) != line.hash) {
    Report(sequence, absl::StrCat(name, " was changed, or does not follow the entry before it: its hash is another one."));
  }
}

void AuditVerifier::PickAnchors() {
  std::erase_if(anchors_, [&](const AuditAnchor& anchor) {
    return anchor.organisation_id && IdText(*anchor.organisation_id) != organisation_;
  });
}

void AuditVerifier::CheckAnchors() {
  for (; next_anchor_ < anchors_.size() && anchors_[next_anchor_].head.sequence <= last_.sequence; ++next_anchor_) {
    const AuditHead& anchor = anchors_[next_anchor_].head;
    if (anchor.sequence != last_.sequence || anchor.hash == last_.hash) continue;
    Report(anchor.sequence, absl::StrCat("Entry ", anchor.sequence,
                                         " is not the one of the anchor: the chain up to it was made again."));
  }
}

void AuditVerifier::AddEnd(const Line& line) {
  has_end_ = true;
  const json& head = line.content["head"];
  if (!head.is_object()) return Report(0, "The end of the file was changed.");
  const uint64_t sequence = NumberIn(head, "sequence");
  if (sequence > last_.sequence) {
    Report(last_.sequence + 1, absl::StrCat("The chain goes to entry ", sequence, ", but the file ends with entry ",
                                            last_.sequence, ": what is between was cut off."));
  } else if (sequence < last_.sequence) {
    Report(sequence + 1, absl::StrCat("The chain ends with entry ", sequence, ": what comes after it was added, or its end was changed."));
  } else if (HashIn(TextIn(head, "hash")) != last_.hash) {
    Report(sequence, absl::StrCat("The chain's end has another hash than entry ", sequence, ": one of both was changed."));
  }
}

void AuditVerifier::Finish() {
  if (!has_start_) Report(0, "The file does not begin as an export of the audit does: its first line is missing.");
  if (!has_end_) Report(0, "The file ends before the chain's end: it was cut off.");
  CheckAnchors();  // also of a chain without entries
  if (has_anchors_ && anchors_.empty()) {
    Report(0, "None of the anchors is of the organisation whose audit the file is: they prove nothing of it.");
  }
  if (next_anchor_ == anchors_.size()) return;
  Report(last_.sequence + 1, absl::StrCat("The anchor says that the chain went to entry ", anchors_.back().head.sequence,
                                          ": what is after entry ", last_.sequence, " was cut off."));
}

}  // namespace nanolearn
