#pragma once

#include <string>

#include "admin-cli/arguments.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace nanolearn::cli {

// Of errors of our own checks, so that they are told from CLI11's.
inline constexpr char kOurs[] = "\x01";

// What an exception of CLI11 means: help, the version, or wrong usage in sentences.
Parsed Unparsed(const CLI::App& root, const CLI::ParseError& error);

// Wrong usage when a flag or argument of the verb above stands before `verb`; nothing otherwise.
Parsed Misplaced(const CLI::App& verb);

// The noun or verb that was reached.
const CLI::App& Deepest(const CLI::App& root);

}  // namespace nanolearn::cli
