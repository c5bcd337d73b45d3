#pragma once

#include <string>

namespace CLI {
class App;
}

namespace nanolearn::cli {

// A script for bash that completes nouns, verbs, flags and the formats; file names elsewhere.
std::string BashCompletion(const CLI::App& root);

}  // namespace nanolearn::cli
