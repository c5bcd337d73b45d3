#include "admin-cli/commands/events.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/event_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Event;
using v1::EventService;

const ColumnsOf<Event>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Event>{
      {{"sequence", "Sequence", Type::kNumber}, [](const Event& e) { return e.sequence(); }},
      {{"time", "Time", Type::kTime}, [](const Event& e) { return Instant(e.has_time(), e.time()); }},
      {{"type", "Type", Type::kEnum}, [](const Event& e) { return EnumText(e.type()); }},
      {{"subject", "Subject", Type::kWhole}, [](const Event& e) { return ShortId(e.subject()); }},
      {{"person", "Person", Type::kWhole}, [](const Event& e) { return Optional(ShortId(e.person())); }},
      {{"units", "Units"}, [](const Event& e) { return ShortIds(e.units()); }},
      {{"module", "Module"}, [](const Event& e) { return Optional(ShortId(e.module())); }},
      {{"programme", "Programme", Type::kText, Shown::kInData},
       [](const Event& e) { return Optional(ShortId(e.programme())); }},
      {{"assignment", "Assignment", Type::kText, Shown::kInData},
       [](const Event& e) { return Optional(ShortId(e.assignment())); }},
      {{"due_date", "Due", Type::kWhole}, [](const Event& e) { return Optional(e.due_date()); }},
      {{"completed", "Completed", Type::kTime, Shown::kInData},
       [](const Event& e) { return Instant(e.has_complete_time(), e.complete_time()); }},
      {{"source", "Source"}, [](const Event& e) { return Optional(e.source()); }}};
  return *kColumns;
}

struct ListOptions {
  std::string after;
  std::vector<std::string> types;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListEventsRequest request;
  request.set_parent(names.parent());
  int64_t after = 0;
  if (!options.after.empty() && (!absl::SimpleAtoi(options.after, &after) || after < 0)) {
    return UsageError(absl::StrCat("--after: \"", options.after, "\" is not the sequence of an event."));
  }
  request.set_after(after);
  for (const std::string& type : options.types) {
    ASSIGN_OR_RETURN(const auto parsed, ParseEnum<v1::EventType>(type));
    request.add_types(parsed);
  }
  std::vector<Event> events;
  for (;;) {
    const int wanted =
        options.limit == 0 ? limits::kMaxPageSize : options.limit - static_cast<int>(events.size());
    request.set_page_size(std::min(wanted, limits::kMaxPageSize));
    ASSIGN_OR_RETURN(const v1::ListEventsResponse page,
                     context.client.Call<EventService>(&EventService::Stub::ListEvents, request));
    events.insert(events.end(), page.events().begin(), page.events().end());
    request.set_after(page.cursor());
    const bool has_all = page.cursor() >= page.last_sequence();
    if (has_all || (options.limit > 0 && static_cast<int>(events.size()) >= options.limit)) break;
  }
  context.AnswerList(Columns(), events,
                     after > 0 ? "Nothing has happened since." : "Nothing has happened yet.");
  context.Note(absl::StrCat("Go on with --after ", request.after(), "."));
  return absl::OkStatus();
}

}  // namespace

void AddEvents(CommandLine& line) {
  Noun noun = line.AddNoun("events", "What has happened, in order, for other systems");

  Verb list = noun.AddVerb({"list", "List what has happened after an event",
                            "events list --after 1200 --type assignment-overdue --output json"});
  auto& options = list.Runs(List);
  list.Option(options.after, "--after", "SEQUENCE", "Only after this event; all without it");
  list.Options(options.types, "--type", "TYPE", "Only these: " + Choices<v1::EventType>());
  list.Limit(options.limit);
}

}  // namespace nanolearn::cli
