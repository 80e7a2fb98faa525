#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace barriers {

/// Rank 0 calls the roll.
///
/// Each rank answers in an atomic of its own. Rank 0 waits for one answer after the other, runs the
/// completion and opens the door that the others wait at. One bit of sense tells the phases apart:
/// no rank answers again before the door has opened, and then its answer was heard.
///
/// Cost for each phase and team P: P stores, no read-modify-write; rank 0 makes P - 1 transfers.
/// Space: P lines, and a seat for each rank.
///
/// Here to show that one header and one line in the list are all that an algorithm needs.
template <env::environment Env = env::native<env::park>, completion Completion = no_completion>
class roll_call {
  using enum std::memory_order;

  struct alignas(Env::line) answer {
    typename Env::template atomic<std::uint32_t> sense{0U};
  };

 public:
  using environment = Env;
  static constexpr description about{.title = "roll call by rank 0",
                                     .reference = "none: an algorithm that a test adds"};

  /// What a rank keeps: its number, and the sense that ends its phase.
  struct local {
    std::uint32_t rank = 0;
    std::uint32_t sense = 0;
  };

  /// A barrier for `team` ranks; throws std::invalid_argument unless 1 <= team <= largest_team.
  explicit roll_call(team_size team, Completion completion = {})
      : team_{team},
        completion_{std::move(completion)},
        answers_{std::make_unique<answer[]>(team)},
        seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    me.sense ^= 1U;
    if (me.rank != 0) {
      // answer -> hear: my phase goes to rank 0.
      answers_[me.rank].sense.publish(me.sense, release);
      // pass <- open
      door_.sense.await(me.sense, acquire);
      return wait_result::follower();
    }
    for (std::uint32_t rank = 1; rank != team_; ++rank) {
      // hear <- answer
      answers_[rank].sense.await(me.sense, acquire);
    }
    completion_();
    // open -> pass: all that was heard reaches all ranks that answered.
    door_.sense.publish(me.sense, release);
    return wait_result::leader();
  }

 private:
  const std::uint32_t team_;
  [[no_unique_address]] Completion completion_;
  const std::unique_ptr<answer[]> answers_;
  answer door_;
  seating<Env, local> seats_;
};

}  // namespace barriers
