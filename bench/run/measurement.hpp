#pragma once

#include <bench/metrics/futex_calls.hpp>
#include <bench/metrics/resource_usage.hpp>
#include <bench/metrics/stopwatch.hpp>
#include <bench/system/topology.hpp>
#include <bench/workloads/workload.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace barriers::bench {

/// Under what a cell is measured.
struct conditions {
  const topology& machine;
  const stopwatch& watch;
  std::string cell;
  /// The PU of each slot; there are as many slots as ranks in the team.
  std::vector<pu> pus;
  /// Governs all that is drawn at random in the cell.
  std::uint64_t seed = 0;
  /// How long each pass measures.
  std::chrono::nanoseconds duration{};
  /// How long no rank may leave an episode before the cell is said to hang.
  std::chrono::nanoseconds hang_timeout{};
};

/// What was seen in a cell.
struct measurement {
  /// Mean time of a batch's episodes, for each batch.
  std::vector<double> periods_ns{};
  /// Mean over all episodes that were timed, and how many those are.
  double mean_period_ns = 0;
  std::uint64_t episodes = 0;
  /// Last arrival to last release, for each stamped episode; the cost of a stamp is still in it.
  std::vector<double> raw_lalrs_ns{};
  /// First release to last release, for each stamped episode.
  std::vector<double> skews_ns{};
  /// The least time from the last arrival to the first release. It cannot be negative, unless the
  /// clocks of the PUs differ or the barrier is none.
  double earliest_release_ns = 0;
  /// What all ranks together used up in the pass that measures the period, and in how many
  /// episodes.
  resource_usage used{};
  std::uint64_t used_episodes = 0;
  /// What all ranks together called, and in how many episodes; or why that was not counted.
  std::optional<futex_calls> futexes{};
  std::string why_no_futexes{};
  std::uint64_t futex_episodes = 0;
  /// What the slowest rank's work takes without a barrier, for each batch; empty for workloads that
  /// have no such reference.
  std::vector<double> references_ns{};
  /// The first wrong result of the workload, by rank.
  std::optional<wrong_result> wrong{};
};

}  // namespace barriers::bench
