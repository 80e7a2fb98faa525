#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/progress.hpp>
#include <barriers/team_size.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace barriers {

/// Frees an array, unless ranks may go on reading it while the program ends.
template <env::environment Env>
struct unless_kept {
  template <class T>
  void operator()(T* array) const noexcept {
    if (!Env::keeps_memory()) {
      delete[] array;
    }
  }
};

/// An array that the ranks of a barrier share.
template <env::environment Env, class T>
using team_array = std::unique_ptr<T[], unless_kept<Env>>;

// Not inlined: GCC 12 knows the size of an array for a team of one then, and takes the loops over a
// larger team, which it does not see to be dead, for accesses beyond it.
template <env::environment Env, class T>
[[gnu::noinline]] team_array<Env, T> make_team_array(std::size_t size) {
  return team_array<Env, T>{new T[size]()};
}

/// The seats of a barrier: one for each rank, with what that rank keeps between its phases.
///
/// A seat is taken and given up by a participant, never inside a phase, so that the safety it
/// brings costs nothing there: two threads cannot be the same rank, and a barrier cannot be
/// destroyed under somebody who sits at it. Each seat lies on lines of its own, written by its
/// rank alone. What a rank keeps stays in the seat, so that a rank may leave between two phases
/// and another thread may go on in its place.
///
/// It is the last member of every barrier, and so the first to be destroyed: while the words of
/// the barrier are still there.
template <env::environment Env, class Local>
class seating {
 public:
  /// Seats for a team, all vacant.
  explicit seating(team_size team) : seats_{make_team_array<Env, seat>(team)}, team_{team} {}

  seating(const seating&) = delete;
  seating& operator=(const seating&) = delete;

  /// Ends the program if a seat is still taken: it neither hangs nor frees under a waiter. If the
  /// program is ending anyway, it goes on to do so, and what waiters look at stays.
  ~seating() {
    if (is_any_taken() && !Env::abandons_waiters()) {
      Env::die("a barrier was destroyed while ranks still had a participant (" + describe() +
               "): let every participant go first");
    }
  }

  /// Which ranks sit; with checks (Env::checked) also which wait, and which have not arrived. For
  /// reports on a team that hangs: any thread may ask, or a debugger, while the ranks run.
  [[nodiscard]] std::string describe() const {
    std::string text =
        "seated: " + ranks_that([](const seat& one) noexcept { return one.held.is_taken(); });
    if constexpr (Env::checked) {
      const std::uint32_t phase = latest_phase();
      const auto has_arrived = [=](const seat& one) noexcept {
        return one.progress.phases() == phase;
      };
      const auto waits = [=](const seat& one) noexcept {
        return has_arrived(one) && one.progress.is_inside();
      };
      text += "; waiting in phase " + std::to_string(phase) + ": " + ranks_that(waits) +
              "; not arrived: " + ranks_that(std::not_fn(has_arrived));
    }
    return text;
  }

  /// The number of seats.
  [[nodiscard]] std::uint32_t team() const noexcept { return team_; }

  /// Takes the seat of `rank`; gives what that rank keeps. Acquires what its last holder did.
  /// Throws std::out_of_range for a rank outside the team, std::logic_error for a seat that is
  /// taken; nothing has changed then.
  Local& take(whole_number auto rank) {
    if (std::cmp_less(rank, 0) || std::cmp_greater_equal(rank, team_)) {
      fail<std::out_of_range>("rank " + std::to_string(rank) +
                              " is outside the team, whose ranks are 0 to " +
                              std::to_string(team_ - 1U));
    }
    seat& wanted = seats_[static_cast<std::size_t>(rank)];
    if (!wanted.held.take()) {
      fail<std::logic_error>("rank " + std::to_string(rank) +
                             " has a participant already; one rank is one thread's seat");
    }
    return wanted.kept;
  }

  /// Gives up the seat of `rank`: the last time that its holder touches the barrier.
  void give_up(std::uint32_t rank) noexcept { seats_[rank].held.leave(); }

  /// Returns when every seat is vacant; then the barrier may be destroyed. Acquires what the
  /// holders did. Sleeps under every waiting policy.
  ///
  /// Any thread may call it that does not sit here itself, also several at a time. A seat counts as
  /// vacant before it is first taken: the caller has to know that all have come, for instance
  /// because it has passed a phase with them. Nobody may take a seat anew meanwhile, unless the
  /// caller goes on to something else than destruction: each seat is waited for once, in turn.
  void wait_until_vacant() noexcept {
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      seats_[rank].held.await_vacant();
    }
  }

  /// The holder of the seat arrives, and leaves: told only with checks.
  void arrives(std::uint32_t rank) noexcept { seats_[rank].progress.arrives(); }
  void leaves(std::uint32_t rank) noexcept { seats_[rank].progress.leaves(); }

  /// What `rank` keeps, for the constructor of a barrier to fill in.
  [[nodiscard]] Local& operator[](std::uint32_t rank) noexcept { return seats_[rank].kept; }

 private:
  struct alignas(Env::line) seat {
    Local kept{};
    typename Env::occupancy held{};
    [[no_unique_address]] std::conditional_t<Env::checked, env::progress, env::no_progress>
        progress{};
  };
  static_assert(alignof(seat) == Env::line && sizeof(seat) % Env::line == 0);

  [[nodiscard]] bool is_any_taken() const noexcept {
    std::uint32_t rank = 0;
    while (rank != team_ && !seats_[rank].held.is_taken()) {
      ++rank;
    }
    return rank != team_;
  }

  /// The last phase that some rank has arrived in; the first is 1.
  [[nodiscard]] std::uint32_t latest_phase() const {
    std::uint32_t phase = 0;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      phase = std::max(phase, seats_[rank].progress.phases());
    }
    return phase;
  }

  template <class Predicate>
  [[nodiscard]] std::string ranks_that(Predicate holds) const {
    std::string ranks;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      if (holds(seats_[rank])) {
        ranks += (ranks.empty() ? "" : ", ") + std::to_string(rank);
      }
    }
    return ranks.empty() ? "none" : ranks;
  }

  team_array<Env, seat> seats_;
  std::uint32_t team_;
};

}  // namespace barriers
