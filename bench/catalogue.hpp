#pragma once

#include <bench/word.hpp>

#include <vector>

namespace barriers::bench {

/// Every word that there is: the registry's, then the peers', each in the order of its list.
std::vector<word> catalogue();

}  // namespace barriers::bench
