#pragma once

#include <bench/metrics/stopwatch.hpp>
#include <bench/system/topology.hpp>

#include <nlohmann/json.hpp>

namespace barriers::bench {

/// Measures L between each two PUs that we may use, in ns: a row for the PU that keeps the time, a
/// column for the other; null from a PU to itself.
nlohmann::ordered_json latency_matrix(const topology& machine, const stopwatch& watch);

}  // namespace barriers::bench
