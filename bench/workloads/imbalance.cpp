#include <bench/metrics/percentiles.hpp>
#include <bench/workloads/imbalance.hpp>

#include <algorithm>
#include <vector>

namespace barriers::bench {

void busy_loop(std::uint64_t turns) noexcept {
  std::uint32_t state = 1;
  for (; turns != 0; --turns) {
    state = state * 1'664'525U + 1'013'904'223U;
    asm volatile("" : "+r"(state));
  }
}

imbalance::longest_work::longest_work(const cell_params& cell) {
  constexpr std::uint64_t tried = 10'000;
  constexpr double longest_ns = 2'000;
  std::vector<double> times(25);
  for (double& time : times) {
    const stopwatch::ticks begin = cell.watch.now();
    busy_loop(tried);
    time = cell.watch.to_ns(cell.watch.now() - begin);
  }
  const double turn_ns = percentiles{std::move(times)}.at(50) / tried;
  turns_ = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(longest_ns / turn_ns));
}

}  // namespace barriers::bench
