#pragma once

#include <string>

namespace nanolearn {

// Another for each content: by what a write, a rename, a link to another file and a change of rights all change.
// Empty for no name.
std::string FileStamp(const std::string& file);

}  // namespace nanolearn
