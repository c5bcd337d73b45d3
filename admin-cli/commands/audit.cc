#include "admin-cli/commands/audit.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/audit_service.grpc.pb.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::AuditEntry;
using v1::AuditService;

constexpr int kShownWithoutLimit = 100;

// "Upplands drift (token 01jd8y3kq4m2n)".
std::string ActorText(const AuditEntry& entry) {
  if (entry.actor().empty()) return entry.channel() == v1::AUDIT_CHANNEL_SERVER ? "the server" : "nobody known";
  const std::string id = absl::StrCat(absl::AsciiStrToLower(EnumText(entry.actor_type())), " ", entry.actor());
  return entry.actor_name().empty() ? id : absl::StrCat(entry.actor_name(), " (", id, ")");
}

std::string DetailsText(const AuditEntry& entry) {
  std::vector<std::string> details;
  for (const auto& [name, value] : entry.details()) details.push_back(absl::StrCat(name, "=", value));
  std::sort(details.begin(), details.end());
  return absl::StrJoin(details, " ");
}

const ColumnsOf<AuditEntry>& Columns() {
  static const auto* const kColumns = new ColumnsOf<AuditEntry>{
      {{"sequence", "Entry", Type::kNumber}, [](const AuditEntry& e) { return static_cast<int64_t>(e.sequence()); }},
      {{"time", "Time", Type::kTime}, [](const AuditEntry& e) { return Instant(e.has_time(), e.time()); }},
      {{"actor", "Who"}, ActorText},
      {{"address", "From"}, [](const AuditEntry& e) { return Optional(e.address()); }},
      {{"action", "Action", Type::kWhole}, [](const AuditEntry& e) { return e.action(); }},
      {{"outcome", "Outcome", Type::kEnum}, [](const AuditEntry& e) { return EnumText(e.outcome()); }},
      {{"resource", "On"}, [](const AuditEntry& e) { return Optional(e.resource()); }},
      {{"person", "Person", Type::kWhole}, [](const AuditEntry& e) { return Optional(e.person()); }},
      {{"details", "Details"}, [](const AuditEntry& e) { return Optional(DetailsText(e)); }},
      {{"channel", "Channel", Type::kEnum, Shown::kInData},
       [](const AuditEntry& e) { return EnumText(e.channel()); }},
      {{"request_id", "Request", Type::kText, Shown::kInData},
       [](const AuditEntry& e) { return Optional(e.request_id()); }},
      {{"hash", "Hash", Type::kText, Shown::kInData}, [](const AuditEntry& e) { return e.hash(); }}};
  return *kColumns;
}

// A day is its beginning, in UTC.
absl::StatusOr<google::protobuf::Timestamp> ParseMoment(const std::string& flag, const std::string& text) {
  absl::Time time;
  std::string error;
  if (const absl::StatusOr<Date> day = ParseDate(text); day.ok()) {
    time = absl::FromCivil(*day, absl::UTCTimeZone());
  } else if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    return UsageError(absl::StrCat(flag, ": \"", text,
                                   "\" is neither a day such as 2026-11-01 nor a time such as 2026-11-01T14:00:00+01:00."));
  }
  return ToTimestamp(time);
}

struct ListOptions {
  std::string person;
  std::string action;
  std::string token;
  std::string since;
  std::string until;
  bool denied = false;
  int limit = 0;
};

absl::StatusOr<v1::ListAuditEntriesRequest> RequestFor(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListAuditEntriesRequest request;
  request.set_parent(names.parent());
  request.set_person(options.person);
  request.set_action(options.action);
  request.set_denied_only(options.denied);
  if (!options.token.empty()) {
    request.set_actor_type(v1::AUDIT_ACTOR_TYPE_TOKEN);
    request.set_actor(ShortId(options.token));
  }
  if (!options.since.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_from(), ParseMoment("--since", options.since));
  }
  if (!options.until.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_to(), ParseMoment("--until", options.until));
  }
  return request;
}

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::ListAuditEntriesRequest request, RequestFor(options, context));
  const int limit = options.limit > 0 ? options.limit : kShownWithoutLimit;
  v1::ListAuditEntriesResponse last;
  ASSIGN_OR_RETURN(
      const std::vector<AuditEntry> entries,
      (ListAll<AuditService, v1::ListAuditEntriesRequest, v1::ListAuditEntriesResponse, AuditEntry>(
          context, &AuditService::Stub::ListAuditEntries, request, &v1::ListAuditEntriesResponse::entries,
          limit, &last)));
  context.AnswerList(Columns(), entries, "The audit has no such entry.");
  if (!last.next_page_token().empty()) {
    context.Note("There are older ones: give --limit, or --until with the time of the last.");
  }
  return absl::OkStatus();
}

const ColumnsOf<v1::AuditHead>& HeadColumns() {
  static const auto* const kColumns = new ColumnsOf<v1::AuditHead>{
      {{"sequence", "Entry", Type::kNumber}, [](const v1::AuditHead& h) { return static_cast<int64_t>(h.sequence()); }},
      {{"hash", "Hash", Type::kWhole}, [](const v1::AuditHead& h) { return h.hash(); }},
      {{"time", "Time", Type::kTime},
       [](const v1::AuditHead& h) { return Instant(h.has_time(), h.time()); }}};
  return *kColumns;
}

struct HeadOptions {};

absl::Status Head(const HeadOptions&, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetAuditHeadRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const v1::AuditHead head,
                   context.client.Call<AuditService>(&AuditService::Stub::GetAuditHead, request));
  // As a list, so that a program and a file get it on one line.
  context.AnswerList(HeadColumns(), std::vector<v1::AuditHead>{head}, "");
  context.Note("Keep it where the server cannot reach: audit verify --anchor compares an export with it.");
  return absl::OkStatus();
}

}  // namespace

void AddAudit(CommandLine& line) {
  Noun noun = line.AddNoun("audit", "Who did what, who looked at whom, and who was refused");

  Verb list = noun.AddVerb({"list", "List entries, the latest first", "audit list --person personal:100002"});
  auto& listed = list.Runs(List);
  list.Option(listed.person, "--person", "P", "About this person: id, e-mail address or SOURCE:KEY");
  list.Option(listed.action, "--action", "ACTION", "Only this one, such as CreateToken");
  list.Option(listed.token, "--token", "TOKEN", "Only by this token: its id, as tokens list shows it");
  list.Option(listed.since, "--since", "TIME", "From this day or time on: 2026-11-01, or RFC 3339");
  list.Option(listed.until, "--until", "TIME", "Before this day or time");
  list.Flag(listed.denied, "--denied", "Only what was refused");
  list.Limit(listed.limit);

  Verb head = noun.AddVerb({"head", "Say how far the chain goes, to be kept elsewhere", "audit head"});
  head.Runs(Head);

  AddAuditFile(noun);
}

}  // namespace nanolearn::cli
