#pragma once

#include <bench/cells.hpp>
#include <bench/options.hpp>
#include <bench/place/placement.hpp>
#include <bench/place/topology.hpp>

#include <vector>

namespace barriers::bench {

/// Measures the cells, each as a benchmark of Google Benchmark, and reports them. False if a rank
/// was released before the last one arrived, by more than the clocks can differ.
bool run(const options& asked, const topology& machine, const placements& orders,
         const std::vector<cell>& cells);

}  // namespace barriers::bench
