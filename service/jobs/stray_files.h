#pragma once

#include <set>
#include <string>

namespace nanolearn {

// Where files lie in the folder of an organisation that nobody picks up: "." for the folder itself, else the
// name of a folder that is none of `sources`; "?" stands for all whose names could be no source's. Without
// files on their way. Empty when the folder cannot be read.
std::set<std::string> FindStrayFiles(const std::string& root, const std::string& organisation,
                                     const std::set<std::string>& sources);

}  // namespace nanolearn
