#include <bench/workloads/arrivals.hpp>

namespace barriers::bench {
namespace {

std::minstd_rand random_of(const rank_context& here) {
  return std::minstd_rand{static_cast<std::minstd_rand::result_type>(here.seed)};
}

}  // namespace

void stay_busy(const stopwatch& watch, stopwatch::ticks time) noexcept {
  const stopwatch::ticks end = watch.now() + time;
  while (watch.now() < end) {
  }
}

uniform::uniform(const rank_context& here, std::chrono::nanoseconds most)
    : watch_{here.cell.watch}, random_{random_of(here)}, time_{0, watch_.to_ticks(most)} {}

straggler::straggler(const rank_context& here, nothing&)
    : watch_{here.cell.watch},
      delay_{watch_.to_ticks(std::chrono::microseconds{2})},
      late_{here.rank == here.cell.seed % here.cell.team} {}

exponential::exponential(const rank_context& here, nothing&)
    : watch_{here.cell.watch},
      random_{random_of(here)},
      time_{1 / static_cast<double>(watch_.to_ticks(std::chrono::nanoseconds{500}))} {}

}  // namespace barriers::bench
