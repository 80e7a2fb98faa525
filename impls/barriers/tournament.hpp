#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <utility>

namespace barriers {

/// A knock-out tournament whose results are known in advance.
///
/// In round i, rank r meets rank r + 2^i if r is a multiple of 2^(i+1), and wins. A winner waits
/// for the loser to arrive and goes on to the next round; a loser waits to be released. Whoever
/// has no opponent has a bye. Rank 0 wins every round: the champion runs the completion, and then
/// each winner releases those it beat, the last one first.
///
///        round 2      0 <---------- 4            team 6: 0 beats 1, 2, 4; 2 beats 3; 4 beats 5
///        round 1      0 <---- 2     4  (bye)
///        round 0      0 <- 1  2 <- 3  4 <- 5
///
/// Since a rank loses exactly once, and its opponents lie at 1, 2, 4, .. beyond it, the table of
/// roles in the paper shrinks to one number for each rank: how many rounds it wins. Each rank but
/// the champion owns two flags, on a line each, and each has one writer: `arrived`, which the rank
/// sets for its winner, and `released`, which its winner sets for it.
///
/// Reuse is safe with one bit of sense: a rank sets `arrived` again only after it was released,
/// hence after its winner saw it arrive; and it is released again only after it arrived again,
/// hence after it saw that it was released.
///
/// Cost for each phase and team P: 2 (P - 1) stores, no read-modify-write; the critical path is
/// 2 ceil(log2 P) transfers. Space: 2 lines and a seat for each rank.
///
/// For the threads of one process, not for memory that processes share (see barrier.hpp).
///
/// Reference: D. Hensgen, R. Finkel, U. Manber: Two algorithms for barrier synchronization. Int. J.
/// of Parallel Programming 17(1), 1988; with the wake-up down the tree and local spinning in
/// J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, the tournament barrier.
template <env::environment Env = env::native<env::park>, completion Completion = no_completion>
class tournament {
  using enum std::memory_order;

  struct flags {
    alignas(Env::line) typename Env::template atomic<std::uint32_t> arrived{0U};
    alignas(Env::line) typename Env::template atomic<std::uint32_t> released{0U};
  };
  static_assert(sizeof(flags) >= 2 * Env::line, "arrived | released");

 public:
  using environment = Env;
  static constexpr description about{
      .title = "tournament",
      .reference = "Hensgen, Finkel, Manber 1988; Mellor-Crummey, Scott 1991, tournament"};

  /// What a rank keeps: who it is, how many rounds it wins, and the sense that ends its phase.
  struct local {
    std::uint32_t rank = 0;
    std::uint32_t wins = 0;
    std::uint32_t sense = 0;
  };

  /// A barrier for `team` ranks; throws std::invalid_argument unless 1 <= team <= largest_team.
  explicit tournament(team_size team, Completion completion = {})
      : completion_{std::move(completion)},
        flags_{make_team_array<Env, flags>(team)},
        seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
      seats_[rank].wins = count_wins(rank, team);
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    me.sense ^= 1U;
    for (std::uint32_t round = 0; round != me.wins; ++round) {
      // gather <- arrive
      beaten(me, round).arrived.await(me.sense, acquire);
    }
    const bool champion = me.rank == 0;
    if (champion) {
      completion_();
    } else {
      // arrive -> gather: my phase, and those of all I beat, go to the one who beats me.
      flags_[me.rank].arrived.publish(me.sense, release);
      // pass <- open
      flags_[me.rank].released.await(me.sense, acquire);
    }
    for (std::uint32_t round = me.wins; round-- != 0;) {
      // equivalent: swapped with the next publish: those I beat wait at a flag each; none of them
      //     sees in which order they are let go.
      // open -> pass: what the champion gathered reaches the one I beat in this round.
      beaten(me, round).released.publish(me.sense, release);
    }
    return wait_result::leader_if(champion);
  }

 private:
  flags& beaten(const local& me, std::uint32_t round) noexcept {
    return flags_[me.rank + (1U << round)];
  }

  /// How many rounds `rank` wins: up to the one in which its bit is set, while opponents are left.
  static std::uint32_t count_wins(std::uint32_t rank, std::uint32_t team) noexcept {
    std::uint32_t round = 0;
    while ((rank >> round & 1U) == 0 && rank + (1U << round) < team) {
      ++round;
    }
    return round;
  }

  // The completion lies where only the champion goes.
  [[no_unique_address]] Completion completion_;
  alignas(Env::line) const team_array<Env, flags> flags_;
  seating<Env, local> seats_;
};

}  // namespace barriers
