#pragma once

#include <bench/workloads/workload.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace barriers::bench {

/// Each rank writes a line in each episode, which the next rank reads after the barrier.
///
/// A rank has two lines, written in turn, so that one barrier in each episode is enough. The line
/// of episode k is read in episode k + 1, and the barrier that ends episode k + 1 is the one that
/// its writer has passed before it writes there again, in episode k + 2. A single line would be
/// written while it is read, unless a second barrier came between.
class payload {
 public:
  static constexpr std::string_view name = "payload";

  struct alignas(own_line) message {
    /// The episode that it was written in, in each word of a cache line.
    std::array<std::uint64_t, 8> words{};
  };

  class message_board {
   public:
    explicit message_board(const cell_params& cell) : messages_(cell.team) {}
    [[nodiscard]] message& of(std::uint32_t rank, std::uint64_t episode) noexcept {
      return messages_[rank][episode % 2];
    }

   private:
    std::vector<std::array<message, 2>> messages_;
  };
  using shared = message_board;

  payload(const rank_context& here, shared& team);

  void operator()() noexcept;

  [[nodiscard]] std::optional<wrong_result> wrong() const noexcept { return wrong_; }

 private:
  void read(const message& previous) noexcept;

  shared& team_;
  const std::uint32_t rank_;
  const std::uint32_t previous_;
  std::uint64_t episode_ = 0;
  std::optional<wrong_result> wrong_;
};

}  // namespace barriers::bench
