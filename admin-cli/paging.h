#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <algorithm>
#include <vector>

#include "absl/status/statusor.h"
#include "admin-cli/context.h"
#include "admin-cli/progress.h"
#include "service/base/limits.h"

namespace nanolearn::cli {

// Everything that a listing method gives, page after page, or the first `limit` when that is not 0. What the
// last page says besides its items goes to `last`, if given.
template <typename Service, typename Request, typename Response, typename Item>
absl::StatusOr<std::vector<Item>> ListAll(
    Context& context, grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    Request request, const google::protobuf::RepeatedPtrField<Item>& (Response::*items)() const, int limit,
    Response* last = nullptr) {
  std::vector<Item> all;
  Progress progress(context.err, context.environment, "Reading", 0);
  do {
    const int wanted = limit > 0 ? limit - static_cast<int>(all.size()) : limits::kMaxPageSize;
    request.set_page_size(std::min(wanted, limits::kMaxPageSize));
    absl::StatusOr<Response> page = context.client.template Call<Service>(method, request);
    if (!page.ok()) return page.status();
    for (const Item& item : ((*page).*items)()) all.push_back(item);
    progress.Set(all.size());
    request.set_page_token(page->next_page_token());
    if (last != nullptr) *last = *std::move(page);
  } while (!request.page_token().empty() && (limit == 0 || static_cast<int>(all.size()) < limit));
  return all;
}

}  // namespace nanolearn::cli
