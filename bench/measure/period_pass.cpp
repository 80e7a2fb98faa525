#include <bench/measure/period_pass.hpp>

#include <algorithm>
#include <ctime>

namespace barriers::bench {
namespace {

/// The time that all threads of the process together have been running.
std::chrono::nanoseconds cpu_time() {
  timespec spent{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

}  // namespace

period_pass::period_pass(const stopwatch& watch, std::chrono::nanoseconds duration)
    : watch_{watch}, duration_{watch.to_ticks(duration)} {
  periods_ns_.reserve(static_cast<std::size_t>(duration / batch_time) + least_episodes);
}

void period_pass::record(stopwatch::ticks begin, stopwatch::ticks end) {
  const double episode_ns = watch_.to_ns(end - begin) / batch_;
  if (first_ == 0) {
    first_ = begin;
  }
  if (!warm_) {
    grow(episode_ns);
    if (end - first_ >= duration_ / 5) {
      warm_ = true;
      cpu_begin_ = cpu_time();
    }
    return;
  }
  periods_ns_.push_back(episode_ns);
  timed_ += end - begin;
  episodes_ += batch_;
  ++untimed_episodes_;
  if (end - first_ >= duration_ && episodes_ >= least_episodes) {
    cpu_end_ = cpu_time();
    batch_ = 0;
  }
}

void period_pass::grow(double episode_ns) {
  quickest_ns_ = std::min(quickest_ns_, episode_ns);
  const double fitting = std::chrono::nanoseconds{batch_time}.count() / quickest_ns_;
  batch_ = static_cast<std::uint32_t>(std::clamp(fitting, 1.0, 2.0 * batch_));
}

double period_pass::mean_ns() const noexcept {
  return watch_.to_ns(timed_) / static_cast<double>(episodes_);
}

void period_pass::report(measurement& seen) const {
  seen.periods_ns = periods_ns_;
  seen.episodes = episodes_;
  seen.mean_period_ns = mean_ns();
  seen.cpu_ns = static_cast<double>((cpu_end_ - cpu_begin_).count()) /
                static_cast<double>(episodes_ + untimed_episodes_);
}

}  // namespace barriers::bench
