#pragma once

#include <bench/driver/cells.hpp>
#include <bench/driver/options.hpp>
#include <bench/run/exit_code.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <vector>

namespace barriers::bench {

/// Registers the cells with Google Benchmark, which chooses those to measure by its filter, runs
/// and reports them. A cell that is no measurement of a barrier is reported as an error: a workload
/// saw a wrong result (failure), a rank was released before the last one arrived (released_early),
/// or the barrier needs a process of its own (usage); that of the first such cell is the outcome.
///
/// Throws usage_error where the filter chooses none.
exit_code run(const options& given, const topology& machine, const placements& orders,
              const std::vector<cell>& cells);

}  // namespace barriers::bench
