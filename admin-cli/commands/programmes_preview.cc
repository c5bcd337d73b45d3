#include "admin-cli/commands/programmes_preview.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/programme_source.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::PreviewProgrammeResponse;
using v1::ProgrammeService;
using Answer = v1::ExplainAudienceResponse;
using Member = PreviewProgrammeResponse::Member;

// The programme a question is about: a file's, or one that exists.
struct Subject {
  v1::Programme programme;
  std::optional<ProgrammeSource> source;

  absl::Status Named(const absl::Status& status) const {
    return source ? WithLines(status, *source) : status;
  }
};

absl::StatusOr<Subject> SubjectOf(const std::string& id, const std::string& file, const Names& names) {
  if (id.empty() == file.empty()) {
    return UsageError("Which programme? Name one that exists, or give its file with --file.");
  }
  Subject subject;
  if (!id.empty()) {
    ASSIGN_OR_RETURN(*subject.programme.mutable_name(), names.Programme(id));
    return subject;
  }
  ASSIGN_OR_RETURN(ProgrammeSource source, ReadProgrammeSource(file, names));
  subject.programme = source.programme;
  subject.source = std::move(source);
  return subject;
}

Value Kinds(const PreviewProgrammeResponse& preview) {
  std::vector<Record> records;
  for (const auto& count : preview.kinds()) {
    records.push_back({{{"kind", EnumText(count.kind())}, {"people", count.people()}}});
  }
  return records;
}

Value Units(const PreviewProgrammeResponse& preview) {
  std::vector<Record> records;
  for (const auto& count : preview.units()) {
    records.push_back(
        {{{"unit", ShortId(count.unit())}, {"name", count.display_name()}, {"people", count.people()}}});
  }
  return records;
}

Value Modules(const PreviewProgrammeResponse& preview) {
  std::vector<Record> records;
  for (const auto& dates : preview.modules()) {
    records.push_back({{{"module", ShortId(dates.module())},
                        {"opens", dates.open_date()},
                        {"due", dates.due_date()},
                        {"people", dates.people()}}});
  }
  return records;
}

Value Lines(std::vector<std::string> lines) {
  std::vector<Record> records;
  for (std::string& line : lines) records.push_back({{{"line", std::move(line)}}});
  return records;
}

Value KindLines(const PreviewProgrammeResponse& preview) {
  std::vector<std::string> lines;
  for (const auto& count : preview.kinds()) {
    lines.push_back(absl::StrCat(count.people(), " ", EnumText(count.kind())));
  }
  return Lines(std::move(lines));
}

Value UnitLines(const PreviewProgrammeResponse& preview) {
  std::vector<std::string> lines;
  for (const auto& count : preview.units()) {
    lines.push_back(absl::StrCat(count.people(), " ", ShortId(count.unit()), " ", count.display_name()));
  }
  return Lines(std::move(lines));
}

Value ModuleLines(const PreviewProgrammeResponse& preview) {
  std::vector<std::string> lines;
  for (const auto& dates : preview.modules()) {
    lines.push_back(
        absl::StrCat(ShortId(dates.module()), " opens on ", dates.open_date(), ", due on ", dates.due_date(),
                     dates.people() > 0 && dates.people() < preview.people_ever()
                         ? absl::StrCat(" (", dates.people(), " people; the others at other times)")
                         : ""));
  }
  return Lines(std::move(lines));
}

const ColumnsOf<PreviewProgrammeResponse>& Columns() {
  using P = PreviewProgrammeResponse;
  static const auto* const kColumns = new ColumnsOf<P>{
      {{"date", "On", Type::kWhole}, [](const P& p) { return p.date(); }},
      {{"people", "People", Type::kNumber},
       [](const P& p) { return p.has_people() ? Value(p.people()) : Value(); }},
      {{"people_on_leave", "On leave", Type::kNumber},
       [](const P& p) { return p.has_people_on_leave() ? Value(p.people_on_leave()) : Value(); }},
      {{"people_ever", "At any time", Type::kNumber},
       [](const P& p) { return p.has_people_ever() ? Value(p.people_ever()) : Value(); }},
      {{"kinds", "Kinds", Type::kText, Shown::kInTable}, KindLines},
      {{"kinds", "Kinds", Type::kText, Shown::kNotInTable}, Kinds},
      {{"units", "Units", Type::kText, Shown::kInTable}, UnitLines},
      {{"units", "Units", Type::kText, Shown::kNotInTable}, Units},
      {{"modules", "Modules", Type::kText, Shown::kInTable}, ModuleLines},
      {{"modules", "Modules", Type::kText, Shown::kNotInTable}, Modules}};
  return *kColumns;
}

const ColumnsOf<Member>& MemberColumns() {
  static const auto* const kColumns = new ColumnsOf<Member>{
      {{"person", "Person", Type::kWhole}, [](const Member& m) { return ShortId(m.person()); }},
      {{"name", "Name"}, [](const Member& m) { return Optional(m.display_name()); }},
      {{"units", "Units"}, [](const Member& m) { return ShortIds(m.units()); }},
      {{"kinds", "Kinds"},
       [](const Member& m) {
         std::vector<std::string> kinds;
         for (const int kind : m.kinds()) kinds.push_back(EnumText(static_cast<v1::EngagementKind>(kind)));
         return kinds;
       }},
      {{"roles", "Roles"}, [](const Member& m) { return ListOf(m.roles()); }},
      {{"on_leave", "On leave"}, [](const Member& m) { return m.on_leave(); }}};
  return *kColumns;
}

absl::Status ShowMembers(const v1::PreviewProgrammeRequest& request, const Subject& subject, int limit,
                         Context& context) {
  const auto members = ListAll<ProgrammeService>(context, &ProgrammeService::Stub::PreviewProgramme, request,
                                                 &PreviewProgrammeResponse::members, limit);
  if (!members.ok()) return subject.Named(members.status());
  context.AnswerList(MemberColumns(), *members, "Nobody is in the audience on that day.");
  return absl::OkStatus();
}

Value Periods(const Answer& answer) {
  std::vector<Record> records;
  for (const auto& period : answer.periods()) {
    records.push_back({{{"start", period.start_date()},
                        {"end", Optional(period.end_date())},
                        {"on_leave", period.on_leave()}}});
  }
  return records;
}

Value PeriodLines(const Answer& answer) {
  std::vector<std::string> lines;
  for (const auto& period : answer.periods()) {
    lines.push_back(absl::StrCat("from ", period.start_date(),
                                 period.end_date().empty() ? "" : absl::StrCat(" until ", period.end_date()),
                                 period.on_leave() ? ", on leave" : ""));
  }
  return Lines(std::move(lines));
}

const ColumnsOf<Answer>& AnswerColumns() {
  static const auto* const kColumns = new ColumnsOf<Answer>{
      {{"person", "Person", Type::kWhole}, [](const Answer& a) { return ShortId(a.person()); }},
      {{"date", "On", Type::kWhole}, [](const Answer& a) { return a.date(); }},
      {{"in_audience", "In the audience"}, [](const Answer& a) { return a.in_audience(); }},
      {{"on_leave", "On leave"}, [](const Answer& a) { return a.on_leave(); }},
      {{"reasons", "Why", Type::kText, Shown::kInTable},
       [](const Answer& a) { return Lines(ListOf(a.reasons())); }},
      {{"reasons", "Why", Type::kText, Shown::kNotInTable},
       [](const Answer& a) { return ListOf(a.reasons()); }},
      {{"periods", "Days", Type::kText, Shown::kInTable}, PeriodLines},
      {{"periods", "Days", Type::kText, Shown::kNotInTable}, Periods}};
  return *kColumns;
}

}  // namespace

absl::Status PreviewProgramme(const PreviewOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(options.id, options.file, names));
  v1::PreviewProgrammeRequest request;
  request.set_parent(names.parent());
  *request.mutable_programme() = subject.programme;
  request.set_date(options.date);
  if (options.who) return ShowMembers(request, subject, options.limit, context);
  const auto preview =
      context.client.Call<ProgrammeService>(&ProgrammeService::Stub::PreviewProgramme, request, kLong);
  if (!preview.ok()) return subject.Named(preview.status());
  context.AnswerOne(Columns(), *preview);
  for (const std::string& warning : preview->warnings()) context.Note(absl::StrCat("Warning: ", warning));
  context.Note("This is a preview: nothing was changed.");
  return absl::OkStatus();
}

absl::Status ExplainAudience(const ExplainAudienceOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(options.id, options.file, names));
  v1::ExplainAudienceRequest request;
  request.set_parent(names.parent());
  *request.mutable_programme() = subject.programme;
  request.set_person(options.person);
  request.set_date(options.date);
  const auto answer =
      context.client.Call<ProgrammeService>(&ProgrammeService::Stub::ExplainAudience, request);
  if (!answer.ok()) return subject.Named(answer.status());
  context.AnswerOne(AnswerColumns(), *answer);
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
