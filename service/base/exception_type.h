#pragma once

#include <string>

namespace nanolearn {

// The type of the exception that is being handled, for the log: its text may quote what people have entered.
std::string CurrentExceptionType();

}  // namespace nanolearn
