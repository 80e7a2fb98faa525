#pragma once

#include <bench/metrics/stopwatch.hpp>
#include <bench/system/topology.hpp>

#include <vector>

namespace barriers::bench {

/// L: the time of one line transfer between two PUs, as half of the round trip of a word that two
/// pinned threads change in turn by compare-and-swap.
double line_transfer_ns(const topology& machine, const stopwatch& watch, pu here, pu there);

/// The most by which the clocks of any two of these PUs can differ.
///
/// A message cannot arrive before it was sent, nor sooner than two stamps take. So the least
/// difference of stamps seen on the way there, and the least seen on the way back, bound the offset
/// of the clocks from both sides, each less what two stamps take at least.
double clock_offset_bound_ns(const topology& machine, const stopwatch& watch,
                             const std::vector<pu>& pus);

}  // namespace barriers::bench
