#pragma once
// How shares are rounded, everywhere. Pure.

#include <string>

namespace nanolearn {

// In whole percent; never 100 unless it is all, never 0 unless it is none.
int PercentOf(double share);
// 0 of nothing.
int PercentOf(int part, int whole);

// With one decimal and without a sign: "12.5". Where limits of whole percent are looked at, so that what is a
// little above one is seen to be.
std::string PercentWithDecimal(int part, int whole);

}  // namespace nanolearn
