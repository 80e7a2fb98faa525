#include <bench/run/period_pass.hpp>
#include <bench/run/warm_up.hpp>

namespace barriers::bench {

period_pass::period_pass(const stopwatch& watch, std::chrono::nanoseconds duration)
    : schedule{most_batches(duration)}, watch_{watch}, duration_{watch.to_ticks(duration)} {
  periods_ns_.reserve(most_batches(duration));
}

void period_pass::record(stopwatch::ticks begin, stopwatch::ticks end) {
  if (episodes_ == 0) {
    first_ = begin;
  }
  periods_ns_.push_back(watch_.to_ns(end - begin) / batch_);
  timed_ += end - begin;
  episodes_ += batch_;
  if (end - first_ >= duration_ && episodes_ >= least_episodes) {
    batch_ = 0;
  }
}

double period_pass::mean_ns() const noexcept {
  return watch_.to_ns(timed_) / static_cast<double>(episodes_);
}

void period_pass::report(measurement& seen) const {
  seen.periods_ns = periods_ns_;
  seen.episodes = episodes_;
  seen.mean_period_ns = mean_ns();
}

}  // namespace barriers::bench
