#pragma once

#include <bench/driver/cells.hpp>
#include <bench/driver/exit_code.hpp>
#include <bench/driver/options.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <vector>

namespace barriers::bench {

/// Measures the cells, each as a benchmark of Google Benchmark, and reports them. A cell that is no
/// barrier is reported as an error: a workload saw a wrong result (failure), or a rank was released
/// before the last one arrived (released_early); that of the first such cell is the outcome.
exit_code run(const options& asked, const topology& machine, const placements& orders,
              const std::vector<cell>& cells);

}  // namespace barriers::bench
