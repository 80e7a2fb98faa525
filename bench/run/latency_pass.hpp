#pragma once

#include <bench/run/batch_schedule.hpp>
#include <bench/run/measurement.hpp>
#include <bench/run/rank_loops.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace barriers::bench {

/// The pass that measures LALR: each rank stamps its arrival and its release.
///
/// The stamped episodes come in short batches, spread evenly over the time of the pass by episodes
/// without stamps, so that the sample sees what the machine does in all that time.
class latency_pass {
 public:
  latency_pass(const stopwatch& watch, std::chrono::nanoseconds duration, std::size_t team);

  /// Lays out the pass for episodes that take about this long. By slot 0, before the pass begins.
  void plan(double episode_ns);

  /// How many stamped episodes come next, after `filling()` without stamps; 0 when it is over.
  [[nodiscard]] std::uint32_t batch() const noexcept { return batch_; }
  [[nodiscard]] std::uint32_t filling() const noexcept { return filling_; }

  /// Where a slot writes the stamps of its next batch.
  [[nodiscard]] stamps* page(std::size_t slot, std::size_t episodes_before) noexcept {
    return &pages_[slot][episodes_before];
  }

  /// A batch is over; decides on the next.
  void record(stopwatch::ticks now);

  /// Writes down what was seen.
  void report(measurement& seen) const;

  batch_schedule schedule;

 private:
  static constexpr std::uint32_t batches = 256;
  static constexpr std::uint32_t largest_batch = 64;
  static constexpr std::size_t most_pages = std::size_t{1} << 22U;

  const stopwatch& watch_;
  const stopwatch::ticks duration_;
  std::uint32_t batch_ = 1;
  std::uint32_t filling_ = 0;
  stopwatch::ticks first_ = 0;
  std::size_t episodes_ = 0;
  std::vector<std::vector<stamps>> pages_;
};

}  // namespace barriers::bench
