#include <bench/measure/warm_up.hpp>

#include <algorithm>

namespace barriers::bench {

warm_up::warm_up(const stopwatch& watch, std::chrono::nanoseconds duration)
    : decided{most_batches(duration)}, watch_{watch}, duration_{watch.to_ticks(duration)} {}

void warm_up::record(stopwatch::ticks begin, stopwatch::ticks end) noexcept {
  if (episodes_ == 0) {
    first_ = begin;
  }
  episodes_ += batch_;
  quickest_ns_ = std::min(quickest_ns_, watch_.to_ns(end - begin) / batch_);
  const double fitting = std::chrono::nanoseconds{batch_time}.count() / quickest_ns_;
  batch_ = static_cast<std::uint32_t>(std::clamp(fitting, 1.0, 2.0 * batch_));
  over_ = end - first_ >= duration_ && episodes_ >= least_episodes;
}

}  // namespace barriers::bench
