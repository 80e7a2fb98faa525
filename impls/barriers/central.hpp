#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <utility>

namespace barriers {

/// A central counter with a generation.
///
/// Ranks count themselves in at one counter. Whoever comes last runs the completion, sets the
/// counter back and begins the next generation; the others wait until the generation is no longer
/// the one that they arrived in.
///
///        arrived:  1  2  3 .. team -> 0                 generation:  g -> g + 1
///
/// Reuse is safe because of the order of three things. The generation is read before the rank
/// counts itself: afterwards the phase might be over, and the rank would wait for a phase that
/// needs it. The counter is set back before the generation begins: afterwards a rank of the next
/// phase might have counted already. And nobody can be two phases ahead, so a wait for equality
/// with the next generation cannot miss it, whatever the width of the word.
///
/// Cost for each phase and team P: P read-modify-writes on one line, 2 stores, P - 1 ranks that
/// fetch the generation; the last arriver pays three transfers, however large the team.
/// Space: 2 lines, and a seat for each rank.
///
/// For the threads of one process, not for memory that processes share (see barrier.hpp).
///
/// Reference: N. S. Arenstorf, H. F. Jordan: Comparing barrier algorithms. Parallel Computing
/// 12(2), 1989; with a generation in place of a second counter, as in D. R. Butenhof: Programming
/// with POSIX Threads, 1997, section 7.1.
template <env::environment Env = env::native<env::park>, completion Completion = no_completion>
class central {
  using enum std::memory_order;

 public:
  using environment = Env;
  static constexpr description about{.title = "central counter with generation",
                                     .reference =
                                         "Arenstorf, Jordan 1989; Butenhof 1997, section 7.1"};

  /// What a rank keeps: nothing.
  struct local {};

  /// The phase that its holder arrived in, and whether that holder came last.
  struct [[nodiscard]] token {
    std::uint32_t next;
    wait_result result;
  };

  /// A barrier for `team` ranks; throws std::invalid_argument unless 1 <= team <= largest_team.
  explicit central(team_size team, Completion completion = {})
      : team_{team}, completion_{std::move(completion)}, seats_{team} {
    static_assert(sizeof(central) >= 4 * Env::line, "team | arrived | generation | seats");
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  token arrive(local&) noexcept {
    // relaxed: only this phase can end, and not before I have counted myself below.
    const std::uint32_t next = Env::phases::next(generation_.load(relaxed));
    // arrive <-> arrive: gives my phase to the last one; the last one takes everybody's.
    if (arrived_.fetch_add(1U, acq_rel) + 1U != team_) {
      return {next, wait_result::follower()};
    }
    completion_();
    // relaxed: nobody counts again before `open` lets them go.
    arrived_.store(0U, relaxed);
    // open -> pass: what was gathered at `arrive`, and the reset, reach all who wait.
    generation_.publish(next, release);
    return {next, wait_result::leader()};
  }

  wait_result wait(local&, token mine) noexcept {
    // pass <- open
    generation_.await(mine.next, acquire);
    return mine.result;
  }

  wait_result arrive_and_wait(local& me) noexcept { return wait(me, arrive(me)); }

 private:
  const std::uint32_t team_;
  // The completion lies beside the counter: the last arriver has that line, and has it alone.
  alignas(Env::line) typename Env::template atomic<std::uint32_t> arrived_{0U};
  [[no_unique_address]] Completion completion_;
  alignas(Env::line) typename Env::template atomic<std::uint32_t> generation_{Env::phases::first};
  alignas(Env::line) seating<Env, local> seats_;
};

}  // namespace barriers
