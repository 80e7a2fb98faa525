#include <bench/run/latency_pass.hpp>
#include <bench/run/warm_up.hpp>

#include <algorithm>
#include <limits>

namespace barriers::bench {

latency_pass::latency_pass(const stopwatch& watch, std::chrono::nanoseconds duration,
                           std::size_t team)
    : schedule{std::size_t{2} * batches * largest_batch},
      watch_{watch},
      duration_{watch.to_ticks(duration)} {
  const std::size_t wanted = std::size_t{2} * batches * largest_batch;
  const std::size_t pages = std::clamp<std::size_t>(most_pages / team, largest_batch, wanted);
  pages_.assign(team, std::vector<stamps>(pages));
}

void latency_pass::plan(double episode_ns) {
  const double episodes = watch_.to_ns(duration_) / episode_ns / batches;
  const auto share = static_cast<std::uint32_t>(std::clamp(episodes, 1.0, 1e9));
  batch_ = std::min(share, largest_batch);
  filling_ = share - batch_;
  first_ = watch_.now();
}

void latency_pass::record(stopwatch::ticks now) {
  episodes_ += batch_;
  const bool full = episodes_ + batch_ > pages_.front().size();
  if (full || (now - first_ >= duration_ && episodes_ >= least_episodes)) {
    batch_ = 0;
  }
}

void latency_pass::report(measurement& seen) const {
  stopwatch::ticks earliest = std::numeric_limits<stopwatch::ticks>::max();
  for (std::size_t episode = 0; episode != episodes_; ++episode) {
    stopwatch::ticks last_arrival = pages_.front()[episode].arrival;
    stopwatch::ticks first_release = pages_.front()[episode].release;
    stopwatch::ticks last_release = first_release;
    for (const auto& rank : pages_) {
      last_arrival = std::max(last_arrival, rank[episode].arrival);
      first_release = std::min(first_release, rank[episode].release);
      last_release = std::max(last_release, rank[episode].release);
    }
    seen.raw_lalrs_ns.push_back(watch_.to_ns(last_release - last_arrival));
    seen.skews_ns.push_back(watch_.to_ns(last_release - first_release));
    earliest = std::min(earliest, first_release - last_arrival);
  }
  seen.earliest_release_ns = watch_.to_ns(earliest);
}

}  // namespace barriers::bench
