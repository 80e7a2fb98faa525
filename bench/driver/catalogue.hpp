#pragma once

#include <bench/driver/barrier_entry.hpp>

#include <vector>

namespace barriers::bench {

/// Every word that the program measures: the registry's, if it has them, then its peers', each in
/// the order of its list.
std::vector<word> catalogue();

}  // namespace barriers::bench
