#pragma once

#include <barriers/barrier.hpp>
#include <barriers/dissemination.hpp>

#include <cstdint>

namespace barriers::calibration {

/// `dissemination`, and one line handed on in each episode that nobody needs: when all have met, the
/// leader writes a word, and the others wait until they have it.
template <env::environment Env>
class handicapped {
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

  explicit handicapped(std::uint32_t team) : barrier_{team}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].inner = barrier_.seats()[rank];
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    const wait_result result = barrier_.arrive_and_wait(me.inner);
    ++me.episodes;
    if (result.is_leader()) {
      // relaxed: the barrier has told everything already; only the line is to move.
      handed_on_.publish(me.episodes, relaxed);
    } else {
      // relaxed: as above.
      handed_on_.await(me.episodes, relaxed);
    }
    return result;
  }

 private:
  barrier barrier_;
  alignas(Env::line) typename Env::template atomic<std::uint32_t> handed_on_{0U};
  seating<Env, local> seats_;
};

}  // namespace barriers::calibration
