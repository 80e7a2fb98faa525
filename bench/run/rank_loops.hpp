#pragma once

#include <bench/metrics/stopwatch.hpp>
#include <bench/workloads/workload.hpp>

#include <cstdint>
#include <optional>

namespace barriers::bench {

/// When a rank arrived in an episode, and when it was released.
struct stamps {
  stopwatch::ticks arrival = 0;
  stopwatch::ticks release = 0;
};

/// What one rank can do in a cell: whole loops, in which nothing stands but the barrier and the
/// workload. Only they know the types; who calls them does so once for each batch.
class rank_loops {
 public:
  rank_loops() = default;
  rank_loops(const rank_loops&) = delete;
  rank_loops& operator=(const rank_loops&) = delete;
  virtual ~rank_loops() = default;

  /// One episode without work.
  virtual void meet() noexcept = 0;
  virtual void repeat(std::uint32_t episodes) noexcept = 0;
  virtual void repeat_stamped(std::uint32_t episodes, stamps* page) noexcept = 0;
  /// The work of so many episodes, without the barrier.
  virtual void work_alone(std::uint32_t episodes) noexcept = 0;

  /// How many episodes this rank has left.
  [[nodiscard]] virtual std::uint64_t episodes() const noexcept = 0;
  /// The first wrong result that the workload has seen.
  [[nodiscard]] virtual std::optional<wrong_result> wrong() const = 0;
};

}  // namespace barriers::bench
