#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/integration/lesson_fixture.h"

namespace nanolearn::testing {

// Links to the lessons of a LessonFixture.
class LinkFixture : public LessonFixture {
 protected:
  TestClient WithRole(v1::Role role, const std::string& unit = "") {
    return server_.WithToken(CreateToken(admin_, role, unit));
  }

  v1::ListLinksResponse List(const std::string& person) {
    v1::ListLinksRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    v1::ListLinksResponse response;
    const grpc::Status status =
        admin_.Call(&v1::LinkService::Stub::ListLinks, *admin_.links, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status Revoke(const v1::RevokeLinksRequest& request, int* revoked) {
    v1::RevokeLinksResponse response;
    const grpc::Status status =
        admin_.Call(&v1::LinkService::Stub::RevokeLinks, *admin_.links, request, &response);
    *revoked = response.revoked();
    return status;
  }

  // What somebody is told who opens it.
  std::string Opened(const std::string& code) {
    const absl::StatusOr<LessonView> view = lessons().Open(code);
    return view.ok() ? "OK" : std::string(view.status().message());
  }

  void Forward(absl::Duration time) { server_.clock().Set(server_.clock().Now() + time); }
};

}  // namespace nanolearn::testing
