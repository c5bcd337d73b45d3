#include "admin-cli/commands/links.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/link_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Link;
using v1::LinkService;

const ColumnsOf<Link>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Link>{
      {{"link", "Link", Type::kWhole}, [](const Link& l) { return ShortId(l.name()); }},
      {{"assignment", "Assignment", Type::kWhole}, [](const Link& l) { return ShortId(l.assignment()); }},
      {{"created", "Created", Type::kTime},
       [](const Link& l) { return Instant(l.has_create_time(), l.create_time()); }},
      {{"expires", "Expires", Type::kTime},
       [](const Link& l) { return Instant(l.has_expire_time(), l.expire_time()); }},
      {{"revoked", "Revoked", Type::kTime},
       [](const Link& l) { return Instant(l.has_revoke_time(), l.revoke_time()); }}};
  return *kColumns;
}

// The only time that the code is shown.
ColumnsOf<Link> NewLinkColumns() {
  ColumnsOf<Link> columns = {
      {{"url", "Address", Type::kWhole}, [](const Link& l) { return l.url(); }},
      {{"code", "Code to type", Type::kWhole}, [](const Link& l) { return l.code(); }}};
  columns.insert(columns.end(), Columns().begin(), Columns().end());
  return columns;
}

struct CreateOptions {
  std::string assignment, request_id;
  int days = 0;
};

absl::Status Create(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CreateLinkRequest request;
  ASSIGN_OR_RETURN(*request.mutable_assignment(), names.Assignment(options.assignment));
  request.set_days(options.days);
  ASSIGN_OR_RETURN(const Link link, SendChange<LinkService>(&LinkService::Stub::CreateLink, request,
                                                            options.request_id, context));
  context.AnswerOne(NewLinkColumns(), link);
  context.Note("Whoever has the address or the code can do the lesson: give it to nobody else.");
  return absl::OkStatus();
}

// An id is a name here; keys and addresses are for the server to look up.
absl::StatusOr<std::string> PersonMeant(const Names& names, const std::string& text) {
  if (absl::StrContains(text, ":") || absl::StrContains(text, "@")) return text;
  return names.Person(text);
}

struct ListOptions {
  std::string person;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListLinksRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_person(), PersonMeant(names, options.person));
  ASSIGN_OR_RETURN(const v1::ListLinksResponse response,
                   context.client.Call<LinkService>(&LinkService::Stub::ListLinks, request));
  context.AnswerList(Columns(), response.links(), "There is no link to this person's lessons.");
  return absl::OkStatus();
}

struct RevokeOptions {
  std::vector<std::string> links;
  std::string person, request_id;
  bool yes = false;
};

// What a person copies from a link's address is the whole code; its first half is the link.
std::string NumberIn(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c != '-' && c != ' ') digits += c;
  }
  return digits.size() == 16 ? digits.substr(0, 8) : text;
}

std::string Question(const RevokeOptions& options) {
  if (!options.person.empty()) {
    return absl::StrCat("End all links to the lessons of person ", options.person,
                        "? They need new ones then.");
  }
  return absl::StrCat("End ", options.links.size(), options.links.size() == 1 ? " link" : " links",
                      "? Whoever has only that needs another.");
}

absl::Status Revoke(const RevokeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RevokeLinksRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_person(), PersonMeant(names, options.person));
  for (const std::string& link : options.links) {
    ASSIGN_OR_RETURN(*request.add_names(), names.Link(NumberIn(link)));
  }
  if (options.links.empty() == options.person.empty()) {
    return UsageError("Name the links to end, or with --person whose links are all to be ended.");
  }
  if (!options.yes) RETURN_IF_ERROR(Confirm(Question(options), context));
  ASSIGN_OR_RETURN(const v1::RevokeLinksResponse response,
                   SendChange<LinkService>(&LinkService::Stub::RevokeLinks, request, options.request_id, context));
  if (response.revoked() == 0 && !options.links.empty()) {
    return absl::NotFoundError(
        "No link was ended: there is none of that name, or it was ended already. See a person's links with "
        "nanolearn links list --person PERSON.");
  }
  context.Note(absl::StrCat("Ended ", response.revoked(), response.revoked() == 1 ? " link." : " links."));
  return absl::OkStatus();
}

}  // namespace

void AddLinks(CommandLine& line) {
  Noun noun = line.AddNoun("links", "Addresses that bring people to their lessons");

  Verb create = noun.AddVerb({"create", "Make a link to a lesson, to hand out; the code is shown here only",
                              "links create 01jd8y3kq4m2n --days 14"});
  auto& created = create.Runs(Create);
  create.Argument(created.assignment, "ASSIGNMENT", "Id, as assignments list shows it");
  create.Number(created.days, "--days", "How long it is good, 1-60; 60 without it");
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the links to somebody's lessons, without their codes",
                            "links list --person personal:100002"});
  list.Option(list.Runs(List).person, "--person", "P", "Whose: id, e-mail address or SOURCE:KEY",
              Need::kRequired);

  Verb revoke = noun.AddVerb({"revoke", "End links at once", "links revoke k7mq2x9d --yes"});
  auto& revoked = revoke.Runs(Revoke);
  revoke.Arguments(revoked.links, "LINK", "As links list shows them, or the codes themselves",
                   Need::kOptional);
  revoke.Option(revoked.person, "--person", "P",
                "All links to the lessons of this person: id, e-mail address or SOURCE:KEY");
  revoke.Yes(revoked.yes);
  revoke.RequestId(revoked.request_id);
}

}  // namespace nanolearn::cli
