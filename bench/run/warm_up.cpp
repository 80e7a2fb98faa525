#include <bench/metrics/percentiles.hpp>
#include <bench/run/warm_up.hpp>

#include <algorithm>

namespace barriers::bench {

warm_up::warm_up(const stopwatch& watch, std::chrono::nanoseconds duration)
    : schedule{most_batches(duration)}, watch_{watch}, duration_{watch.to_ticks(duration)} {}

void warm_up::record(stopwatch::ticks begin, stopwatch::ticks end) {
  if (batches_ == 0) {
    first_ = begin;
  }
  episodes_ns_[batches_++ % latest] = watch_.to_ns(end - begin) / batch_;
  const auto known = episodes_ns_.begin() + static_cast<std::ptrdiff_t>(std::min(batches_, latest));
  const double typical_ns = percentiles{{episodes_ns_.begin(), known}}.at(50);
  const double fitting = std::chrono::nanoseconds{batch_time}.count() / typical_ns;
  batch_ = static_cast<std::uint32_t>(std::clamp(fitting, 1.0, 2.0 * batch_));
  over_ = end - first_ >= duration_ && batches_ >= least_batches;
}

}  // namespace barriers::bench
