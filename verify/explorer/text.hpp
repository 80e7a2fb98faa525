#pragma once

#include "graph.hpp"

#include <atomic>
#include <source_location>
#include <string>

/// What things are called where people read of them.
namespace barriers::explorer {

/// "r1.3": the third event of rank 1.
std::string text(name of);
/// "w2".
std::string text(word of);
std::string text(std::memory_order order);
/// "central.hpp:61".
std::string text(const std::source_location& place);

}  // namespace barriers::explorer
