// nanolearn compliance questions

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/text.h"
#include "admin-cli/values.h"
#include "admin-cli/wrong_usage.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::ComplianceService;
using v1::WeakQuestion;
using Request = v1::QueryWeakQuestionsRequest;
using Q = WeakQuestion;

constexpr int kBarWidth = 10;

std::string RateBar(const Q& q) {
  return q.has_right_rate() ? Bar(q.right_rate(), kBarWidth) : q.hidden() ? "hidden" : " ";
}

ColumnsOf<Q> Columns(bool by_topic) {
  const ColumnsOf<Q> topic = {
      {{"topic", "Topic"}, [](const Q& q) { return q.topics_size() > 0 ? q.topics(0) : ""; }}};
  const ColumnsOf<Q> question = {
      {{"module", "Module"}, [](const Q& q) { return ShortId(q.module()); }},
      {{"revision", "Revision", Type::kNumber, Shown::kInData}, [](const Q& q) { return q.revision(); }},
      {{"question", "No", Type::kNumber}, [](const Q& q) { return q.question(); }},
      {{"text", "Question"}, [](const Q& q) { return q.text(); }},
      {{"topics", "Topics", Type::kText, Shown::kInData}, [](const Q& q) { return ListOf(q.topics()); }}};
  const ColumnsOf<Q> figures = {
      {{"answered", "Answered", Type::kNumber},
       [](const Q& q) { return q.hidden() ? Value() : Value(q.answered()); }},
      {{"right_at_first", "Right", Type::kNumber},
       [](const Q& q) { return q.hidden() ? Value() : Value(q.right_at_first()); }},
      {{"rate", "Rate", Type::kRate},
       [](const Q& q) { return q.has_right_rate() ? Value(q.right_rate()) : Value(); }},
      {{"bar", "", Type::kBar, Shown::kInTable}, RateBar},
      {{"hidden", "", Type::kText, Shown::kInData}, [](const Q& q) { return q.hidden(); }}};
  return (by_topic ? topic : question) + figures;
}

struct QuestionOptions {
  std::string unit, module, from, to, language;
  std::string by = "question";
};

absl::Status Questions(const QuestionOptions& options, Context& context) {
  if (options.by != "question" && options.by != "topic") return UsageError("--by: is question or topic.");
  const bool by_topic = options.by == "topic";
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  Request request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_unit(), names.Unit(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_module(), names.Module(options.module));
  request.set_from(options.from);
  request.set_to(options.to);
  request.set_language(options.language);
  request.set_group_by(by_topic ? Request::GROUP_BY_TOPIC : Request::GROUP_BY_QUESTION);
  ASSIGN_OR_RETURN(
      const v1::QueryWeakQuestionsResponse response,
      context.client.Call<ComplianceService>(&ComplianceService::Stub::QueryWeakQuestions, request));
  const std::vector<Q> rows(response.questions().begin(), response.questions().end());
  context.AnswerList(Columns(by_topic), rows, "No answers are known of that time.");
  if (context.config.format != Format::kTable) return absl::OkStatus();
  if (std::any_of(rows.begin(), rows.end(), [](const Q& q) { return q.hidden(); })) {
    context.out << "\nHidden rows were answered by too few people, or would tell of such.\n";
  }
  context.out << "\nRight at the first try, " << response.from() << " to " << response.to() << ".\n";
  PrintAge(response.data_age(), context);
  return absl::OkStatus();
}

}  // namespace

void AddComplianceQuestions(Noun& noun) {
  Verb questions =
      noun.AddVerb({"questions", "Show what people do not know: the weakest questions or topics first",
                    "compliance questions --unit VON --from 2026-07-01 --by topic"});
  auto& options = questions.Runs(Questions);
  questions.Option(options.unit, "--unit", "CODE", "The unit; the topmost that the token sees without it");
  questions.Option(options.module, "--module", "M", "Only questions of this module");
  questions.Option(options.from, "--from", "DATE",
                   "From the month of this day; the last twelve months without it");
  questions.Option(options.to, "--to", "DATE", "To the month of this day; today's without it");
  questions.Option(options.by, "--by", "GROUP", "A row for each question (the default) or topic");
  questions.Option(options.language, "--language", "CODE", "Of the questions, for example en");
}

}  // namespace nanolearn::cli
