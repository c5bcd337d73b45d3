#include "admin-cli/module_preview.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/commands/module_source.h"
#include "service/domain/image_size.h"
#include "service/domain/lesson_flow.h"
#include "service/domain/module_kind.h"
#include "service/http/asset_routes.h"
#include "service/http/form.h"
#include "service/http/page_response.h"
#include "service/pages/accessibility.h"
#include "service/pages/lesson.h"
#include "service/pages/preview.h"

namespace nanolearn::cli {
namespace {

constexpr char kBase[] = "/preview";
constexpr int kMaxNumber = 100000;

using http::Request;
using http::Response;

// Which page comes after a form: as with lessons.
std::string QueryAfter(const std::string& action, const http::Form& form) {
  if (action == "answer" && !form.Has("answer")) return "?choose=yes";
  const std::optional<int> step = form.Number("step", 1, kMaxNumber);
  return step ? absl::StrCat("?step=", *step) : "";
}

}  // namespace

const ModuleText* ModulePreview::Read() {
  absl::StatusOr<ModuleFiles> files = ReadModuleSource(folder_);
  if (!files.ok()) {
    problems_page_ = pages::PreviewProblemsPage(folder_, {}, std::string(files.status().message()));
    return nullptr;
  }
  if (*files != files_ || module_.content.texts.empty()) {
    files_ = *std::move(files);
    module_ = ReadModuleFolder(files_);
  }
  if (!module_.problems.empty()) {
    problems_page_ = pages::PreviewProblemsPage(folder_, module_.problems);
    return nullptr;
  }
  if (!module_.content.texts.contains(language_)) language_ = module_.content.manifest.languages.front();
  const ModuleText& text = TextFor(module_.content, language_);
  // What was saved may have fewer steps or questions than what the progress is of.
  const bool fits = !progress_ || (progress_->questions.size() == text.questions.size() &&
                                   static_cast<size_t>(progress_->position) <= text.steps.size());
  if (!fits) progress_.reset();
  return &text;
}

pages::LessonPlace ModulePreview::Place() const {
  return {.language = language_ == "en" ? "en" : "sv",
          .initials = "AB",
          .base = kBase,
          .is_preview = true,
          .languages = module_.content.manifest.languages,
          .chosen_language = language_};
}

pages::LessonReading ModulePreview::Reading(const ModuleText& text) const {
  return {.base = kBase,
          .kind = module_.content.manifest.kind,
          .text = &text,
          .progress = progress_ ? &*progress_ : nullptr,
          .is_done = is_done_,
          .picture = [this](const std::string& file) -> MarkdownTargets::Picture {
            const auto found = files_.find(file);
            if (found == files_.end()) return {};
            return {absl::StrCat(kBase, "/pictures/", file), ReadImageSize(found->second)};
          }};
}

std::string ModulePreview::LessonPage(const ModuleText& text, const Request& request) {
  const pages::LessonPlace place = Place();
  const pages::LessonReading reading = Reading(text);
  int step = 0;
  if (absl::SimpleAtoi(request.Query("step"), &step)) {
    if (const auto position = ReadablePosition(reading, step))
      return StepPage(place, ViewOfStep(reading, *position));
  }
  if (is_done_) {
    const std::vector<bool> first = progress_ ? FirstTries(*progress_) : std::vector<bool>();
    return ResultPage(place,
                      {.title = text.title,
                       .text_language = text.language,
                       .is_acknowledged = IsAcknowledged(reading.kind),
                       .questions = static_cast<int>(first.size()),
                       .right_at_first = static_cast<int>(std::count(first.begin(), first.end(), true)),
                       .read_again = StepAddress(reading, 0)});
  }
  if (NeedsEvidence(reading.kind)) {
    using Why = pages::ClosedView::Why;
    return ClosedPage(place, {.why = reading.kind == kSession ? Why::kSession : Why::kElsewhere,
                              .title = text.title,
                              .text_language = text.language,
                              .parts = PartsOf(reading)});
  }
  if (!progress_) {
    return StartPage(
        place,
        {.title = text.title, .text_language = text.language, .minutes = module_.content.manifest.minutes});
  }
  if (IsFinished(text, *progress_)) return LastPressPage(place, ViewOfLastPress(reading));
  pages::StepView view = ViewOfStep(reading, progress_->position);
  view.must_choose = view.way == pages::StepView::Way::kAnswer && !request.Query("choose").empty();
  return StepPage(place, view);
}

std::string ModulePreview::Page(const Request& request) {
  const std::lock_guard lock(mutex_);
  const ModuleText* const text = Read();
  return text ? LessonPage(*text, request) : problems_page_;
}

void ModulePreview::Do(const std::string& action, const http::Form& form, const ModuleText& text) {
  const auto number = [&](absl::string_view name) { return form.Number(name, 0, kMaxNumber).value_or(-1); };
  const absl::Time now = absl::Now();
  if (action == "language") language_ = form.Get("language");
  if (action == "again") {
    progress_.reset();
    is_done_ = false;
  }
  if (action == "start" && !progress_) progress_ = BeginLesson(kNoId, kNoId, 0, text, now);
  if (!progress_ || is_done_) return;
  if (action == "next") Advance(text, number("position"), now, *progress_);
  if (action == "answer")
    GiveAnswer(text, number("question"), number("answer"), number("tries"), now, *progress_);
  if (action == "complete" && MayComplete(module_.content.manifest.kind, text, *progress_)) {
    Advance(text, progress_->position, now, *progress_);
    is_done_ = true;
  }
}

Response ModulePreview::Post(const Request& request) {
  const std::lock_guard lock(mutex_);
  const std::string& action = request.parameters[0];
  const absl::StatusOr<http::Form> form = http::ReadForm(request);
  if (!form.ok()) return http::SeeOther(kBase);
  if (const ModuleText* const text = Read()) Do(action, *form, *text);
  return http::SeeOther(absl::StrCat(kBase, QueryAfter(action, *form)));
}

Response ModulePreview::Picture(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(name);
  const bool is_png = absl::EndsWithIgnoreCase(name, ".png");
  const bool is_picture =
      is_png || absl::EndsWithIgnoreCase(name, ".jpg") || absl::EndsWithIgnoreCase(name, ".jpeg");
  if (found == files_.end() || !is_picture) return http::PlainText(404, "There is no such picture.");
  Response response{.content_type = is_png ? "image/png" : "image/jpeg", .body = found->second};
  http::AddPageHeaders(http::kNoStore, response);
  return response;
}

std::string ModulePreview::Version() {
  const absl::StatusOr<ModuleFiles> files = ReadModuleSource(folder_);
  return files.ok() ? ModuleChecksum(*files) : "unreadable";
}

void ModulePreview::AddRoutes(http::Router& router) {
  http::AddAssets(router);
  router.Add(
      {.method = "GET", .pattern = "/", .handler = [](const Request&) { return http::SeeOther(kBase); }});
  router.Add({.method = "GET", .pattern = kBase, .handler = [this](const Request& request) {
                return http::PageResponse(200, Page(request));
              }});
  router.Add({.method = "GET", .pattern = "/preview/version", .handler = [this](const Request&) {
                Response response{.content_type = "text/plain; charset=utf-8", .body = Version()};
                http::AddPageHeaders(http::kNoStore, response);
                return response;
              }});
  router.Add({.method = "GET", .pattern = "/preview/accessibility", .handler = [this](const Request&) {
                const std::lock_guard lock(mutex_);
                return http::PageResponse(
                    200,
                    pages::AccessibilityPage(
                        {.language = Place().language, .home = kBase, .language_switch = {.languages = {}}}));
              }});
  router.Add({.method = "GET",
              .pattern = "/preview/pictures/{name}",
              .handler = [this](const Request& request) { return Picture(request.parameters[0]); }});
  router.Add({.method = "POST",
              .pattern = "/preview/{action}",
              .handler = [this](const Request& request) { return Post(request); },
              .max_body_bytes = http::kMaxFormBytes});
}

}  // namespace nanolearn::cli
