#pragma once

#include <bench/run/batch_schedule.hpp>
#include <bench/run/measurement.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

namespace barriers::bench {

/// The pass that measures the period: batches of episodes, with no stamps inside a batch. All
/// batches have as many episodes as the warm-up found to fit.
class period_pass {
 public:
  period_pass(const stopwatch& watch, std::chrono::nanoseconds duration);

  /// So many episodes in each batch. By slot 0, before the pass begins.
  void plan(std::uint32_t batch) noexcept { batch_ = batch; }

  /// How many episodes the next batch has; 0 when the pass is over.
  [[nodiscard]] std::uint32_t batch() const noexcept { return batch_; }

  /// A batch went from `begin` to `end`; decides on the next.
  void record(stopwatch::ticks begin, stopwatch::ticks end);

  /// The mean time of the episodes that were timed.
  [[nodiscard]] double mean_ns() const noexcept;

  /// Writes down what was seen.
  void report(measurement& seen) const;

  batch_schedule schedule;

 private:
  const stopwatch& watch_;
  const stopwatch::ticks duration_;
  std::uint32_t batch_ = 1;
  std::vector<double> periods_ns_;
  stopwatch::ticks first_ = 0;
  stopwatch::ticks timed_ = 0;
  std::uint64_t episodes_ = 0;
};

}  // namespace barriers::bench
