#pragma once

#include <bench/metrics/stopwatch.hpp>
#include <bench/run/batch_schedule.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace barriers::bench {

/// How long a batch of episodes should be: long beside a stamp, short beside a tick.
inline constexpr std::chrono::nanoseconds batch_time{50'000};

/// How few episodes a pass may have, however long each takes.
inline constexpr std::uint64_t least_episodes = 5;

/// More batches than a pass of that duration has, unless episodes become much quicker on the way.
inline std::size_t most_batches(std::chrono::nanoseconds duration) {
  constexpr std::size_t quicker = 8;
  constexpr std::size_t growing = 64;
  return quicker * static_cast<std::size_t>(duration / batch_time) + growing;
}

/// A pass that finds how many episodes fill a batch, judged by the median of the latest batches, so
/// that neither one interruption nor one lucky episode decides.
class warm_up {
 public:
  warm_up(const stopwatch& watch, std::chrono::nanoseconds duration);

  /// How many episodes the next batch has; 0 when the pass is over.
  [[nodiscard]] std::uint32_t batch() const noexcept { return over_ ? 0 : batch_; }

  /// A batch went from `begin` to `end`; decides on the next.
  void record(stopwatch::ticks begin, stopwatch::ticks end);

  /// How many episodes fill a batch, as far as is known.
  [[nodiscard]] std::uint32_t fitting() const noexcept { return batch_; }

  batch_schedule schedule;

 private:
  static constexpr std::size_t latest = 15;
  static constexpr std::size_t least_batches = 2;

  const stopwatch& watch_;
  const stopwatch::ticks duration_;
  std::uint32_t batch_ = 1;
  bool over_ = false;
  stopwatch::ticks first_ = 0;
  std::size_t batches_ = 0;
  std::array<double, latest> episodes_ns_{};
};

}  // namespace barriers::bench
