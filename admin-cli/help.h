#pragma once
// What --help prints.

#include <memory>
#include <string>

namespace CLI {
class App;
class FormatterBase;
}  // namespace CLI

namespace nanolearn::cli {

// Flags of this group are taken by every verb and shown in the help of `nanolearn` only.
inline constexpr char kEverywhere[] = "Everywhere";

std::shared_ptr<CLI::FormatterBase> NewHelpFormatter();

// "nanolearn units import"
std::string CommandOf(const CLI::App& app);

}  // namespace nanolearn::cli
