#pragma once

#include <map>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "service/domain/lesson_progress.h"
#include "service/domain/module_folder.h"
#include "service/http/form.h"
#include "service/http/router.h"
#include "service/pages/lesson_place.h"
#include "service/pages/lesson_steps.h"

namespace nanolearn::cli {

// A module's folder as learners will see it: the pages of the server over what is on the disk now. Progress
// is kept in memory. Thread-safe.
class ModulePreview {
 public:
  // Without a language: the module's first.
  ModulePreview(std::string folder, std::string language)
      : folder_(std::move(folder)), language_(std::move(language)) {}

  // The preview outlives the router.
  void AddRoutes(http::Router& router);

 private:
  // The module as it is now; null while the folder is wrong, which `problems_page_` tells then.
  const ModuleText* Read();
  pages::LessonPlace Place() const;
  pages::LessonReading Reading(const ModuleText& text) const;

  std::string Page(const http::Request& request);
  std::string LessonPage(const ModuleText& text, const http::Request& request);
  http::Response Picture(const std::string& name);
  http::Response Post(const http::Request& request);
  void Do(const std::string& action, const http::Form& form, const ModuleText& text);
  std::string Version();

  std::mutex mutex_;
  const std::string folder_;
  std::string language_;
  ModuleFiles files_;
  ModuleFolder module_;
  std::string problems_page_;
  std::optional<LessonProgress> progress_;
  bool is_done_ = false;
};

}  // namespace nanolearn::cli
