#pragma once

#include <bench/driver/barrier_entry.hpp>

#include <vector>

namespace barriers::bench {

/// Every barrier that the executable measures: the registry's, if it has them, then its peers', each
/// in the order of its list.
std::vector<barrier_entry> catalogue();

}  // namespace barriers::bench
