#pragma once

#include <barriers/barrier.hpp>
#include <barriers/dissemination.hpp>

#include <cstdint>

namespace barriers::controls {

/// `dissemination`, and one transfer of a line more in each episode: when all have met, one rank,
/// each in its turn, adds to a word that another rank added to before. Its release comes a transfer
/// later.
template <env::environment Env>
class slowed {
  using enum std::memory_order;
  using barrier = dissemination<Env>;

 public:
  using environment = Env;
  static constexpr description about{.title = "dissemination, and one transfer more",
                                     .reference = "none"};

  /// What a rank keeps: what the barrier has it keep, and how many episodes it has been through.
  struct local {
    typename barrier::local inner;
    std::uint32_t episodes = 0;
  };

  explicit slowed(std::uint32_t team) : barrier_{team}, team_{team}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].inner = barrier_.seats()[rank];
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    const wait_result result = barrier_.arrive_and_wait(me.inner);
    if (me.episodes++ % team_ == me.inner.rank) {
      // relaxed: the barrier has told everything already; only the line is to move.
      carried_.fetch_add(1U, relaxed);
    }
    return result;
  }

 private:
  barrier barrier_;
  const std::uint32_t team_;
  alignas(Env::line) typename Env::template atomic<std::uint32_t> carried_{0U};
  seating<Env, local> seats_;
};

}  // namespace barriers::controls
