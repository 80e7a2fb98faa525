#pragma once

#include <bench/workloads/workload.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace barriers::bench {

/// A parallel prefix sum, again and again: one step of it in each episode.
///
/// First each rank sums up its own block. Then come ceil(log2 P) rounds over the sums of the
/// blocks: in round r each rank adds the sum of the rank 2^r below. Then each rank adds what lies
/// below its block to all of it, and checks the result. The input changes with the iteration, so
/// that a sum of yesterday is wrong today: element i of iteration n is 2 i + 1 + n, and the sum up
/// to and with it is (i + 1)^2 + n (i + 1), modulo 2^32.
///
/// The sums have two buffers, written in turn by the rounds, so that one barrier in each episode is
/// enough: what a round reads is not written before the next.
///
/// Reference: W. D. Hillis, G. L. Steele: Data parallel algorithms. Communications of the ACM
/// 29(12), 1986.
class prefix_sum {
 public:
  static constexpr std::string_view name = "prefix_sum";
  static constexpr std::uint32_t elements_of_a_rank = 512;

  struct alignas(own_line) block_sum {
    std::uint32_t value = 0;
  };

  /// The sum of each block with those below it, as far as the rounds have come.
  class partial_sums {
   public:
    explicit partial_sums(const cell_params& cell) : buffers_{sums(cell.team), sums(cell.team)} {}
    [[nodiscard]] std::uint32_t& after(std::uint32_t rounds, std::uint32_t rank) noexcept {
      return buffers_[rounds % 2][rank].value;
    }

   private:
    using sums = std::vector<block_sum>;
    std::array<sums, 2> buffers_;
  };
  using shared = partial_sums;

  prefix_sum(const rank_context& here, shared& team);

  void operator()() noexcept;

  [[nodiscard]] std::optional<wrong_result> wrong() const noexcept { return wrong_; }

 private:
  void sum_up_the_block() noexcept;
  void add_the_rank_below(std::uint32_t round) noexcept;
  void add_what_lies_below() noexcept;

  shared& team_;
  const std::uint32_t rank_;
  const std::uint32_t rounds_;
  const std::unique_ptr<std::uint32_t[]> block_;
  std::uint32_t sum_ = 0;
  std::uint32_t iteration_ = 0;
  std::uint32_t step_ = 0;
  std::uint64_t episode_ = 0;
  std::optional<wrong_result> wrong_;
};

}  // namespace barriers::bench
