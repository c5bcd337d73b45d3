#ifndef NANOLEARN_TESTS_SUPPORT_SOURCE_DIR_H_
#define NANOLEARN_TESTS_SUPPORT_SOURCE_DIR_H_

#include <string>
#include <string_view>

namespace nanolearn::testing {

// The path of a file of the checkout, named from its top. One object file alone knows where the checkout is, so
// that clones share all others through ccache.
std::string SourcePath(std::string_view path);

// The same for a file in tests/data.
std::string TestDataPath(std::string_view name);

}  // namespace nanolearn::testing

#endif
