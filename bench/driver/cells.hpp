#pragma once

#include <bench/driver/barrier_entry.hpp>
#include <bench/driver/options.hpp>
#include <bench/system/placement.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::bench {

/// One thing to measure.
struct cell {
  std::string_view word;
  way how;
  std::string placement;
  std::vector<pu> places;

  /// <word>/<workload>/<placement>/<team>
  [[nodiscard]] std::string name() const;
};

/// The cells that are asked for, in the order that the seed gives them.
///
/// Throws usage_error for a word, workload, placement or team that there is not, naming it and
/// what there is, and if nothing is left to measure.
std::vector<cell> choose_cells(const options& asked, const std::vector<word>& words,
                               const placements& orders, const topology& machine);

}  // namespace barriers::bench
