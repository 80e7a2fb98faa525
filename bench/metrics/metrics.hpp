#pragma once

#include <bench/run/measurement.hpp>

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace barriers::bench {

/// Writes down what was seen in a cell; what was not is left out. `stamp_cost_ns` is taken off
/// LALR.
void count_all(benchmark::UserCounters& counters, const measurement& seen, double stamp_cost_ns);

/// The counters that no cell has here, each with the reason.
using lacking = std::map<std::string, std::string, std::less<>>;
lacking lacking_counters();

}  // namespace barriers::bench
