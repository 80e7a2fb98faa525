#pragma once

#include <bench/workloads/workload.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::bench {

/// Goes round a loop that nothing can shorten.
void busy_loop(std::uint64_t turns) noexcept;

/// Rank r of P works (r + 1) / P of 2 us: so many turns of a loop, not a time by the clock. The
/// same work is timed without the barrier too, and its slowest rank is the reference: what an
/// episode takes beyond it is the net cost of the barrier.
///
/// Reference: J. M. Bull: Measuring synchronisation and scheduling overheads in OpenMP. European
/// Workshop on OpenMP, 1999 (EPCC syncbench).
class imbalance {
 public:
  static constexpr std::string_view name = "imbalance";
  static constexpr bool has_reference = true;

  /// How many turns the longest work has: found once for a cell.
  class longest_work {
   public:
    explicit longest_work(const cell_params& cell);
    [[nodiscard]] std::uint64_t turns() const noexcept { return turns_; }

   private:
    std::uint64_t turns_;
  };
  using shared = longest_work;

  imbalance(const rank_context& here, const shared& team)
      : turns_{team.turns() * (here.rank + 1) / here.cell.team} {}

  void operator()() const noexcept { busy_loop(turns_); }

  [[nodiscard]] std::uint64_t turns() const noexcept { return turns_; }

 private:
  const std::uint64_t turns_;
};

}  // namespace barriers::bench
