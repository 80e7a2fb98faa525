#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <utility>

namespace barriers {

/// A central counter with a sense that reverses.
///
/// Ranks count themselves in at one counter. Whoever comes last runs the completion, sets the
/// counter back and turns the common sense round; the others wait until the common sense is their
/// own. Each rank turns its own sense round as it arrives, so that two phases in a row wait for
/// opposite values and no rank can mistake the end of the last phase for the end of this one.
///
///        arrived:  1  2  3 .. team -> 0                 sense:  0 -> 1 -> 0
///
/// One bit of sense is enough: the common sense turns only when all have arrived, so a rank that
/// still waits for it to turn holds back the turn after. Against `central` a rank keeps its sense
/// and need not read the common word before it arrives.
///
/// Cost for each phase and team P: P read-modify-writes on one line, 2 stores, P - 1 ranks that
/// fetch the sense; the last arriver pays three transfers, however large the team.
/// Space: 2 lines, and a seat for each rank.
///
/// For the threads of one process, not for memory that processes share (see barrier.hpp).
///
/// Reference: J. M. Mellor-Crummey, M. L. Scott: Algorithms for scalable synchronization on
/// shared-memory multiprocessors. ACM TOCS 9(1), 1991, the sense-reversing centralized barrier.
template <env::environment Env = env::native<env::park>, completion Completion = no_completion>
class sense_reversing {
  using enum std::memory_order;

 public:
  using environment = Env;
  static constexpr description about{.title = "central counter with reversing sense",
                                     .reference = "Mellor-Crummey, Scott 1991, centralized"};

  /// What a rank keeps: its sense, the value that ends the phase it last arrived in.
  struct local {
    std::uint32_t sense = 0;
  };

  /// Whether its holder came last; the sense it waits for is the holder's own.
  struct [[nodiscard]] token {
    wait_result result;
  };

  /// A barrier for `team` ranks; throws std::invalid_argument unless 1 <= team <= largest_team.
  explicit sense_reversing(team_size team, Completion completion = {})
      : team_{team}, completion_{std::move(completion)}, seats_{team} {
    static_assert(sizeof(sense_reversing) >= 4 * Env::line, "team | arrived | sense | seats");
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  token arrive(local& me) noexcept {
    me.sense ^= 1U;
    // arrive <-> arrive: gives my phase to the last one; the last one takes everybody's.
    if (arrived_.fetch_add(1U, acq_rel) + 1U != team_) {
      return {wait_result::follower()};
    }
    completion_();
    // relaxed: nobody counts again before `open` lets them go.
    arrived_.store(0U, relaxed);
    // open -> pass: what was gathered at `arrive`, and the reset, reach all who wait.
    sense_.publish(me.sense, release);
    return {wait_result::leader()};
  }

  wait_result wait(local& me, token mine) noexcept {
    // pass <- open
    sense_.await(me.sense, acquire);
    return mine.result;
  }

  wait_result arrive_and_wait(local& me) noexcept { return wait(me, arrive(me)); }

 private:
  const std::uint32_t team_;
  // The completion lies beside the counter: the last arriver has that line, and has it alone.
  alignas(Env::line) typename Env::template atomic<std::uint32_t> arrived_{0U};
  [[no_unique_address]] Completion completion_;
  alignas(Env::line) typename Env::template atomic<std::uint32_t> sense_{0U};
  alignas(Env::line) seating<Env, local> seats_;
};

}  // namespace barriers
