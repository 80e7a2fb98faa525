#pragma once

#include <barriers/barrier.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace barriers {

/// News that doubles its circle in each round.
///
/// In round i, rank r tells rank r + 2^i (modulo the team) that it has arrived, and waits to be
/// told by rank r - 2^i. After round i it has heard, directly or not, of 2^(i+1) ranks, itself
/// included; after ceil(log2 P) rounds of all. No rank is special and nobody comes last, so there
/// is no point at which a completion could run; rank 0 leads every phase.
///
///        round 0   0 -> 1 -> 2 -> 3 -> 4 -> 0      team 5, three rounds
///        round 1   0 -> 2 -> 4 -> 1 -> 3 -> 0
///        round 2   0 -> 4 -> 3 -> 2 -> 1 -> 0
///
/// Reuse needs two sets of flags, used in turn, and a sense that turns every second phase. A rank
/// may be told of the next phase while it still waits in this one: its teller needs no news from
/// it to get that far. It cannot be told of the phase after that, because everybody needs to have
/// heard of its arrival in the next phase first. So with two sets the flag that a rank waits for
/// is not written again before the rank has seen it, and one bit is enough to tell old from new.
///
/// Cost for each phase and team P: P ceil(log2 P) stores, no read-modify-write; the critical path
/// is ceil(log2 P) transfers each way. Space: ceil(log2 P) lines and a seat for each rank. A line
/// holds the two flags of one rank and round; they have the same writer.
///
/// For the threads of one process, not for memory that processes share (see barrier.hpp).
///
/// Reference: D. Hensgen, R. Finkel, U. Manber: Two algorithms for barrier synchronization. Int. J.
/// of Parallel Programming 17(1), 1988; with parity and sense in J. M. Mellor-Crummey, M. L. Scott,
/// ACM TOCS 9(1), 1991, the dissemination barrier.
template <env::environment Env = env::native<env::park>>
class dissemination {
  using enum std::memory_order;
  using flag = typename Env::template atomic<std::uint32_t>;

  /// What one rank is told in one round, in even and in odd phases.
  struct alignas(Env::line) inbox {
    std::array<flag, 2> told{flag{0U}, flag{0U}};
  };
  static_assert(alignof(inbox) == Env::line && sizeof(inbox) % Env::line == 0);

 public:
  using environment = Env;
  static constexpr description about{
      .title = "dissemination",
      .reference = "Hensgen, Finkel, Manber 1988; Mellor-Crummey, Scott 1991, dissemination"};

  /// What a rank keeps: who it is, which set of flags is next, and the sense that it writes there.
  struct local {
    std::uint32_t rank = 0;
    std::uint32_t parity = 0;
    std::uint32_t sense = 1;
  };

  /// A barrier for `team` ranks; throws std::invalid_argument unless 1 <= team <= largest_team.
  explicit dissemination(team_size team)
      : team_{team},
        rounds_{static_cast<std::uint32_t>(32 - std::countl_zero(team - 1U))},
        inboxes_{make_team_array<Env, inbox>(std::size_t{team} * rounds_)},
        seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    for (std::uint32_t round = 0; round != rounds_; ++round) {
      // tell -> hear: my arrival, and all that I have heard of, go to the next circle.
      told(friend_of(me, round), round, me).publish(me.sense, release);
      // hear <- tell
      told(me.rank, round, me).await(me.sense, acquire);
    }
    me.sense ^= me.parity;
    me.parity ^= 1U;
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  [[nodiscard]] std::uint32_t friend_of(const local& me, std::uint32_t round) const noexcept {
    const std::uint32_t beyond = me.rank + (1U << round);
    return beyond < team_ ? beyond : beyond - team_;
  }

  flag& told(std::uint32_t rank, std::uint32_t round, const local& me) noexcept {
    return inboxes_[std::size_t{rank} * rounds_ + round].told[me.parity];
  }

  alignas(Env::line) const std::uint32_t team_;
  const std::uint32_t rounds_;
  const team_array<Env, inbox> inboxes_;
  seating<Env, local> seats_;
};

}  // namespace barriers
