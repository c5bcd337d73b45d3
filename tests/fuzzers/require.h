#pragma once
// What must hold whatever the input is.

#include <cstdlib>
#include <iostream>

// Ends the fuzzer, which then keeps the input.
#define REQUIRE(condition)                                                                   \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      std::cerr << __FILE__ << ":" << __LINE__ << ": " << #condition << " does not hold\n"; \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
