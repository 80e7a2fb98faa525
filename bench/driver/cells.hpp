#pragma once

#include <bench/driver/barrier_entry.hpp>
#include <bench/driver/options.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::bench {

/// One thing to measure.
struct cell {
  std::string_view barrier;
  variant how;
  std::string placement;
  /// The PU of each slot.
  std::vector<pu> pus;
  std::uint32_t background_load = 0;
  bool alone_in_process = false;

  /// Its whole identity: <barrier>/<policy>/<workload>/<placement>/<team>, and with background load
  /// /background_load:<N>.
  [[nodiscard]] std::string name() const;
};

/// Every cell of the teams of the command line, in the order that the seed gives them.
std::vector<cell> all_cells(const options& given, const std::vector<barrier_entry>& barriers,
                            const placements& orders, const topology& machine);

}  // namespace barriers::bench
