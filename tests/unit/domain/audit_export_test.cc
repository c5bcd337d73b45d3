#include "service/domain/audit_export.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

constexpr Id kOrganisation = 77;

AuditEntry EntryAt(int i) {
  return {.time = absl::FromUnixMicros(1'790'000'000'000'000 + i),
          .origin = {{AuditActorType::kToken, static_cast<Id>(100 + i % 7)}, AuditChannel::kRpc, "10.0.0.7"},
          .action = i % 2 == 0 ? "RecordCompletion" : "GetPerson",
          .resource = absl::StrCat("organisations/alvnas/completions/", i),
          .person_id = static_cast<Id>(5000 + i),
          .details = {{"module", "nätfiske"}, {"revision", "2"}}};
}

// A chain of entries, and the file of it.
struct Chain {
  std::vector<AuditEntry> entries;
  std::vector<std::string> hashes;
  AuditHead head = EmptyAuditChain();

  explicit Chain(int length) {
    for (int i = 0; i < length; ++i) {
      entries.push_back(EntryAt(i));
      Extend(kOrganisation, head, entries.back());
      hashes.push_back(head.hash);
    }
  }

  // As somebody would who has changed the entries from `first` on and wants nobody to see it.
  void HashAgainFrom(size_t first) {
    std::string before = first == 0 ? EmptyAuditChain().hash : hashes[first - 1];
    for (size_t i = first; i < entries.size(); ++i) {
      hashes[i] = before = AuditHash(before, AuditText(kOrganisation, entries[i]));
    }
    head = {entries.back().sequence, hashes.back()};
  }

  std::vector<std::string> Lines() const {
    std::vector<std::string> lines = {AuditFileStart(kOrganisation)};
    for (size_t i = 0; i < entries.size(); ++i) {
      lines.push_back(AuditFileLine(kOrganisation, entries[i], hashes[i]));
    }
    lines.push_back(AuditFileEnd(head));
    return lines;
  }
};

AuditVerifier Verify(const std::vector<std::string>& lines, std::vector<AuditHead> anchors = {}) {
  AuditVerifier verifier({anchors.begin(), anchors.end()});
  for (const std::string& line : lines) verifier.Add(line);
  verifier.Finish();
  return verifier;
}

std::vector<uint64_t> Places(const AuditVerifier& verifier) {
  std::vector<uint64_t> places;
  for (const AuditProblem& problem : verifier.problems()) places.push_back(problem.sequence);
  return places;
}

TEST(AuditExportTest, AChainThatNobodyTouchedIsWhole) {
  const Chain chain(200);
  const AuditVerifier verifier = Verify(chain.Lines(), {{100, chain.hashes[99]}, {200, chain.hashes[199]}});
  EXPECT_EQ(verifier.problem_count(), 0u);
  EXPECT_EQ(verifier.entries(), 200u);
  EXPECT_EQ(verifier.head(), chain.head);
}

TEST(AuditExportTest, AnEmptyChainIsWhole) { EXPECT_EQ(Verify(Chain(0).Lines()).problem_count(), 0u); }

TEST(AuditExportTest, EveryFieldOfAnEntryIsBound) {
  const std::vector<std::pair<std::string, std::function<void(AuditEntry&)>>> changes = {
      {"time", [](AuditEntry& e) { e.time += absl::Microseconds(1); }},
      {"actor", [](AuditEntry& e) { e.origin.actor.id = 1; }},
      {"actor type", [](AuditEntry& e) { e.origin.actor.type = AuditActorType::kGrant; }},
      {"channel", [](AuditEntry& e) { e.origin.channel = AuditChannel::kHttp; }},
      {"address", [](AuditEntry& e) { e.origin.address = "10.0.0.8"; }},
      {"action", [](AuditEntry& e) { e.action = "VoidCompletion"; }},
      {"resource", [](AuditEntry& e) { e.resource += "0"; }},
      {"person", [](AuditEntry& e) { e.person_id = 1; }},
      {"outcome", [](AuditEntry& e) { e.outcome = AuditOutcome::kDenied; }},
      {"request id", [](AuditEntry& e) { e.request_id = "r"; }},
      {"details", [](AuditEntry& e) { e.details["revision"] = "3"; }}};
  for (const auto& [what, change] : changes) {
    Chain chain(20);
    change(chain.entries[9]);
    EXPECT_EQ(Places(Verify(chain.Lines())), std::vector<uint64_t>{10}) << what;
  }
}

TEST(AuditExportTest, AnEntryWhoseHashWasMadeAgainIsFoundAtTheNext) {
  Chain chain(20);
  chain.entries[9].action = "VoidCompletion";
  chain.hashes[9] = AuditHash(chain.hashes[8], AuditText(kOrganisation, chain.entries[9]));
  EXPECT_EQ(Places(Verify(chain.Lines())), std::vector<uint64_t>{11});
}

TEST(AuditExportTest, ADroppedEntryIsMissing) {
  std::vector<std::string> lines = Chain(20).Lines();
  lines.erase(lines.begin() + 10);
  const AuditVerifier verifier = Verify(lines);
  EXPECT_EQ(Places(verifier), std::vector<uint64_t>{10});
  EXPECT_TRUE(absl::StrContains(verifier.problems()[0].text, "missing")) << verifier.problems()[0].text;
}

TEST(AuditExportTest, AnEntryThatWasDroppedWithTheOthersMovedUpIsFound) {
  Chain chain(20);
  chain.entries.erase(chain.entries.begin() + 9);
  chain.hashes.erase(chain.hashes.begin() + 9);
  for (size_t i = 9; i < chain.entries.size(); ++i) chain.entries[i].sequence = i + 1;
  const AuditVerifier verifier = Verify(chain.Lines());
  EXPECT_EQ(Places(verifier).front(), 10u);
}

TEST(AuditExportTest, TheFirstAndTheLastEntryCannotBeDropped) {
  std::vector<std::string> first = Chain(20).Lines();
  first.erase(first.begin() + 1);
  EXPECT_EQ(Places(Verify(first)), std::vector<uint64_t>{1});
  std::vector<std::string> last = Chain(20).Lines();
  last.erase(last.end() - 2);
  EXPECT_EQ(Places(Verify(last)), std::vector<uint64_t>{20});
}

TEST(AuditExportTest, SwappedLinesAreFound) {
  std::vector<std::string> lines = Chain(20).Lines();
  std::swap(lines[10], lines[11]);
  EXPECT_EQ(Places(Verify(lines)), (std::vector<uint64_t>{10, 10}));
}

TEST(AuditExportTest, EntriesThatChangedPlacesInTheDatabaseAreFound) {
  Chain chain(20);
  std::swap(chain.entries[9], chain.entries[14]);
  std::swap(chain.entries[9].sequence, chain.entries[14].sequence);
  EXPECT_EQ(Places(Verify(chain.Lines())), (std::vector<uint64_t>{10, 15}));
}

TEST(AuditExportTest, AnAddedEntryIsFound) {
  Chain chain(20);
  AuditEntry added = EntryAt(99);
  added.sequence = 21;
  chain.entries.push_back(added);
  chain.hashes.push_back(AuditHash(chain.hashes.back(), AuditText(kOrganisation, added)));
  EXPECT_EQ(Places(Verify(chain.Lines())), std::vector<uint64_t>{21}) << "the head was not moved";
  std::vector<std::string> twice = Chain(20).Lines();
  twice.insert(twice.begin() + 10, twice[10]);
  EXPECT_EQ(Places(Verify(twice)), std::vector<uint64_t>{10});
}

TEST(AuditExportTest, AnEntryOfAnotherOrganisationIsFound) {
  const Chain chain(20);
  std::vector<std::string> lines = chain.Lines();
  lines[10] = AuditFileLine(78, chain.entries[9], chain.hashes[9]);
  EXPECT_EQ(Places(Verify(lines)), std::vector<uint64_t>{10});
}

TEST(AuditExportTest, AChangedHashOrEndIsFound) {
  Chain hash(20);
  hash.hashes[9][0] ^= 1;
  EXPECT_EQ(Places(Verify(hash.Lines())), (std::vector<uint64_t>{10, 11}));
  Chain end(20);
  end.head.hash[0] ^= 1;
  EXPECT_EQ(Places(Verify(end.Lines())), std::vector<uint64_t>{20});
  Chain shorter(20);
  shorter.head = {19, shorter.hashes[18]};
  EXPECT_EQ(Places(Verify(shorter.Lines())), std::vector<uint64_t>{20});
}

TEST(AuditExportTest, AChainThatWasMadeAgainIsFoundByAnAnchorAlone) {
  const Chain before(20);
  Chain chain(20);
  chain.entries[9].action = "VoidCompletion";
  chain.HashAgainFrom(9);
  EXPECT_EQ(Verify(chain.Lines()).problem_count(), 0u);
  EXPECT_EQ(Places(Verify(chain.Lines(), {{15, before.hashes[14]}})), std::vector<uint64_t>{15});
  EXPECT_EQ(Verify(chain.Lines(), {{9, before.hashes[8]}}).problem_count(), 0u) << "the chain before is as it was";
}

TEST(AuditExportTest, AnEndThatWasCutOffIsFoundByAnAnchor) {
  const Chain whole(20);
  const Chain cut(15);
  EXPECT_EQ(Places(Verify(cut.Lines(), {{20, whole.hashes[19]}})), std::vector<uint64_t>{16});
}

TEST(AuditExportTest, OfAnchorsOfManyChainsItsOwnCountAndAreMissed) {
  const Chain chain(20), other(30);
  const auto verify = [&](std::vector<AuditAnchor> anchors) {
    AuditVerifier verifier(std::move(anchors));
    for (const std::string& line : chain.Lines()) verifier.Add(line);
    verifier.Finish();
    return verifier;
  };
  const AuditAnchor own({15, chain.hashes[14]}, kOrganisation), theirs({30, other.hashes[29]}, kOrganisation + 1);
  const AuditVerifier whole = verify({theirs, own});
  EXPECT_EQ(whole.problem_count(), 0u);
  EXPECT_EQ(whole.anchors(), 1u);
  EXPECT_EQ(Places(verify({theirs})), std::vector<uint64_t>{0}) << "nothing was proved";
  EXPECT_EQ(Places(verify({theirs, AuditAnchor({15, other.hashes[3]}, kOrganisation)})), std::vector<uint64_t>{15});
}

TEST(AuditExportTest, AFileThatWasCutOffOrIsNoneIsSaidToBe) {
  std::vector<std::string> lines = Chain(20).Lines();
  lines.resize(15);
  lines.back().resize(20);
  EXPECT_EQ(Verify(lines).problem_count(), 2u);
  EXPECT_EQ(Verify({"personal;namn;epost"}).problem_count(), 3u);
  EXPECT_EQ(Verify({}).problem_count(), 2u);
  EXPECT_EQ(Verify({"{\"entry\":{}}", "{\"head\":7}", "[]", "{}"}).problem_count() > 0, true);
}

// Whatever is done to a file, but for nothing: it is found.
TEST(AuditExportTest, AnyChangedByteOfAnEntryIsFound) {
  const std::vector<std::string> lines = Chain(30).Lines();
  std::mt19937 random(20261130);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> changed = lines;
    std::string& line = changed[1 + random() % 30];
    char& byte = line[random() % line.size()];
    const char before = byte;
    byte = static_cast<char>(' ' + random() % 95);
    // The hash's digits may be in capitals.
    if (absl::ascii_tolower(byte) == absl::ascii_tolower(before)) continue;
    EXPECT_GT(Verify(changed).problem_count(), 0u) << line;
  }
}

// Of two with one name some readers of JSON show the first. The hash is of what stands in the file.
TEST(AuditExportTest, ANameThatStandsTwiceInAnEntryIsFound) {
  std::vector<std::string> lines = Chain(20).Lines();
  lines[10] = absl::StrReplaceAll(lines[10], {{"\"action\":", "\"action\":\"VoidCompletion\",\"action\":"}});
  EXPECT_EQ(Places(Verify(lines)), std::vector<uint64_t>{10});
}

TEST(AuditExportTest, AnEntryThatIsWrittenInAnotherWayIsFound) {
  for (const auto& [written, otherwise] : {std::pair("\"sequence\":", "\"sequence\": "), {"nätfiske", "n\\u00e4tfiske"}}) {
    std::vector<std::string> lines = Chain(20).Lines();
    lines[10] = absl::StrReplaceAll(lines[10], {{written, otherwise}});
    EXPECT_EQ(Places(Verify(lines)), std::vector<uint64_t>{10}) << otherwise;
  }
}

TEST(AuditExportTest, AFileWhoseLinesEndAsOnWindowsIsWhole) {
  std::vector<std::string> lines = Chain(20).Lines();
  for (std::string& line : lines) line += '\r';
  EXPECT_EQ(Verify(lines).problem_count(), 0u);
}

TEST(AuditExportTest, AnEntryThatNestsWithoutEndIsFoundAndEndsNothing) {
  constexpr size_t kDepth = 1'000'000;
  std::vector<std::string> lines = Chain(0).Lines();
  lines.insert(lines.begin() + 1, absl::StrCat("{\"entry\":{\"organisation\":\"", FormatId(kOrganisation), "\",\"sequence\":1,\"x\":",
                                               std::string(kDepth, '['), std::string(kDepth, ']'), "},\"hash\":\"",
                                               std::string(64, '0'), "\"}"));
  EXPECT_EQ(Places(Verify(lines)), (std::vector<uint64_t>{1, 1}));
}

TEST(AuditExportTest, TheHashIsTheOneThatAShellMakes) {
  // printf '%s\n%s' 000...0 '{"action":...}' | sha256sum
  AuditHead head = EmptyAuditChain();
  AuditEntry entry{.time = absl::FromUnixMicros(1'790'000'000'000'001), .action = "CreateToken"};
  Extend(kOrganisation, head, entry);
  EXPECT_EQ(AuditText(kOrganisation, entry),
            "{\"action\":\"CreateToken\",\"actor\":\"\",\"actor_type\":\"SERVER\",\"address\":\"\",\"channel\":\"SERVER\","
            "\"details\":{},\"organisation\":\"000000000002d\",\"outcome\":\"DONE\",\"person\":\"\",\"request_id\":\"\","
            "\"resource\":\"\",\"sequence\":1,\"time\":\"2026-09-21T14:13:20.000001Z\"}");
  EXPECT_EQ(Hex(head.hash), "86e09fb2bc22282a2f182666782456293bada391f5d09bca9e07bb66ccd565e2");
}

}  // namespace
}  // namespace nanolearn
