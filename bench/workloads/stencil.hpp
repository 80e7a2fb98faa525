#pragma once

#include <bench/workloads/workload.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace barriers::bench {

/// An iterated stencil: waves on a ring, one sweep in each episode, each rank over its block.
///
/// The discrete wave equation u'[i] = u[i - 1] + u[i + 1] - before[i], in integers modulo 2^32,
/// with a wave f that runs to the right and a wave g that runs to the left: after k sweeps
/// u[i] = f(i - k) + g(i + k) to the last bit, whatever f and g are (d'Alembert). So every rank can
/// check its block in the end; and what went wrong once never dies out, because the equation can
/// also be run backwards.
///
/// One barrier in each episode is enough for two buffers: a sweep reads the newer one everywhere
/// and writes the older one only in its own block, where no other rank reads in that sweep.
class stencil {
 public:
  static constexpr std::string_view name = "stencil";
  static constexpr std::uint32_t cells_of_a_rank = 1024;

  struct alignas(own_line) block {
    std::array<std::uint32_t, cells_of_a_rank> cells;
  };

  /// The ring at two times, in turn. Each block is written first by its rank.
  class ring_pair {
   public:
    explicit ring_pair(const cell_params& cell);
    [[nodiscard]] block* at(std::uint64_t time) noexcept { return rings_[time % 2].get(); }

   private:
    std::array<std::unique_ptr<block[]>, 2> rings_;
  };
  using shared = ring_pair;

  stencil(const rank_context& here, shared& team);

  void operator()() noexcept;

  [[nodiscard]] std::optional<wrong_result> wrong() const noexcept;

 private:
  /// What the cell of this rank holds after so many sweeps. Time may be -1: before the first.
  [[nodiscard]] std::uint32_t exact(std::uint32_t cell, std::int64_t time) const noexcept;

  shared& team_;
  const std::uint32_t rank_;
  const std::uint32_t ranks_;
  std::uint64_t sweeps_ = 0;
};

}  // namespace barriers::bench
