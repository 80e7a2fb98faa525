#pragma once

#include <verify/rc11/graph.hpp>

#include <atomic>
#include <source_location>
#include <string>

/// What things are called where people read of them.
namespace barriers::rc11 {

/// "r1.3": the third event of rank 1.
std::string format(event_id of);
/// "w2".
std::string format(location of);
std::string format(std::memory_order order);
/// "central.hpp:61".
std::string format(const std::source_location& place);

}  // namespace barriers::rc11
