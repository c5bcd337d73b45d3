#pragma once
// A browser without JavaScript, for people with lessons: pages and forms.

#include <gmock/gmock.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/lesson_fixture.h"
#include "tests/support/browser.h"

namespace nanolearn::testing {

using Fields = std::vector<std::pair<std::string, std::string>>;

// The first form that is posted to `action`: its hidden fields.
inline Fields HiddenFieldsOf(const std::string& html, const std::string& action) {
  const size_t form = html.find(absl::StrCat("action=\"", action, "\""));
  if (form == std::string::npos) return {};
  const std::string text = html.substr(form, html.find("</form>", form) - form);
  static const std::regex kHidden("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  Fields fields;
  for (std::sregex_iterator it(text.begin(), text.end(), kHidden), end; it != end; ++it) {
    fields.push_back({(*it)[1], (*it)[2]});
  }
  return fields;
}

class LessonPagesTest : public LessonFixture {
 protected:
  HttpAnswer Get(const std::string& path) { return browser_.Get(path); }
  HttpAnswer Post(const std::string& path, const Fields& fields = {}) { return browser_.Post(path, fields); }

  // Posts and goes where the answer leads.
  std::string PostAndFollow(const std::string& path, const Fields& fields = {}) {
    const HttpAnswer answer = Post(path, fields);
    EXPECT_EQ(answer.status, 303) << path << " " << answer.body;
    const HttpAnswer page = Get(answer.headers.at("location"));
    EXPECT_EQ(page.status, 200) << answer.headers.at("location");
    return page.body;
  }

  // Presses the button of the form.
  std::string Press(const std::string& html, const std::string& action, Fields more = {}) {
    EXPECT_THAT(html, ::testing::HasSubstr(absl::StrCat("action=\"", action, "\"")));
    Fields fields = HiddenFieldsOf(html, action);
    fields.insert(fields.end(), more.begin(), more.end());
    return PostAndFollow(action, fields);
  }

  Browser browser_{server_.http_address()};
};

}  // namespace nanolearn::testing
