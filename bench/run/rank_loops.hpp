#pragma once

#include <bench/metrics/stopwatch.hpp>
#include <bench/workloads/workload.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace barriers::bench {

/// How many episodes each rank has left, each written by its rank alone, on a line of its own.
class progress {
 public:
  explicit progress(std::size_t team) : marks_(team) {}

  void mark(std::size_t rank, std::uint64_t episodes) noexcept {
    // relaxed: the watchdog looks now and then, and takes nothing else from it.
    marks_[rank].left.store(episodes, std::memory_order::relaxed);
  }

  [[nodiscard]] std::vector<std::uint64_t> now() const;

 private:
  struct alignas(128) line {
    std::atomic<std::uint64_t> left{0};
  };
  std::vector<line> marks_;
};

/// When a rank arrived in an episode, and when it was released.
struct stamps {
  stopwatch::ticks arrival = 0;
  stopwatch::ticks release = 0;
};

/// What one rank can do in a cell: whole loops, in which nothing stands but the barrier and the
/// workload. Only they know the types; they are called once for each batch.
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
