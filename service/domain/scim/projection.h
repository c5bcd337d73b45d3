#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/scim/attribute_path.h"

namespace nanolearn::scim {

// Which attributes of a resource are answered (RFC 7644, 3.9).
class Projection {
 public:
  // Lists separated by commas; empty: everything. With both, `attributes` is what counts. What is no path is
  // passed over.
  Projection(absl::string_view attributes, absl::string_view excluded_attributes);

  // `id` and `schemas` are always there.
  Json Apply(const Json& resource) const;
  // Whether the attribute is answered; not to read what nobody asked for.
  bool Includes(absl::string_view name) const;

 private:
  std::vector<AttributePath> attributes_;
  std::vector<AttributePath> excluded_;
};

}  // namespace nanolearn::scim
