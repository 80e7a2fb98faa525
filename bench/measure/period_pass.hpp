#pragma once

#include <bench/measure/measurement.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace barriers::bench {

/// The pass that measures the period: batches of episodes, with no stamps inside a batch.
///
/// All ranks ask for `batch()`; slot 0 keeps the time and answers with `record`. What slot 0 wrote
/// is known to the others after the next episode: that is what a barrier is for. Those episodes
/// between the batches are not timed.
///
/// A fifth of the time goes to finding how many episodes fill a batch, judged by the quickest seen,
/// so that one interruption does not make the batches short. Then the size is kept.
class period_pass {
 public:
  period_pass(const stopwatch& watch, std::chrono::nanoseconds duration);

  /// How many episodes the next batch has; 0 when the pass is over.
  [[nodiscard]] std::uint32_t batch() const noexcept { return batch_; }

  /// A batch went from `begin` to `end`; decides on the next.
  void record(stopwatch::ticks begin, stopwatch::ticks end);

  /// The mean time of the episodes that were timed.
  [[nodiscard]] double mean_ns() const noexcept;

  /// Writes down what was seen.
  void report(measurement& seen) const;

 private:
  static constexpr std::chrono::microseconds batch_time{50};
  static constexpr std::uint64_t least_episodes = 5;

  void grow(double episode_ns);

  const stopwatch& watch_;
  const stopwatch::ticks duration_;
  std::uint32_t batch_ = 1;

  bool warm_ = false;
  stopwatch::ticks first_ = 0;
  double quickest_ns_ = std::numeric_limits<double>::infinity();

  std::vector<double> periods_ns_;
  stopwatch::ticks timed_ = 0;
  std::uint64_t episodes_ = 0;
  std::uint64_t untimed_episodes_ = 0;
  std::chrono::nanoseconds cpu_begin_{};
  std::chrono::nanoseconds cpu_end_{};
};

}  // namespace barriers::bench
