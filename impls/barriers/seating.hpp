#pragma once

#include <barriers/env/environment.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace barriers {

/// The largest team. A limit that is known beats memory that runs out half way.
inline constexpr std::uint32_t largest_team = 1U << 16U;

/// `team`, if it has 1 to `largest_team` ranks; throws std::invalid_argument otherwise.
inline std::uint32_t valid_team(std::uint32_t team) {
  if (team == 0 || team > largest_team) {
    throw std::invalid_argument("barriers: a team has 1 to " + std::to_string(largest_team) +
                                " ranks, not " + std::to_string(team));
  }
  return team;
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
  using enum std::memory_order;

 public:
  /// Seats for a valid team, all vacant.
  explicit seating(std::uint32_t team) : seats_{std::make_unique<seat[]>(team)}, team_{team} {}

  seating(const seating&) = delete;
  seating& operator=(const seating&) = delete;

  /// Ends the program if a seat is still taken: it neither hangs nor frees under a waiter.
  ~seating() {
    std::string sitting;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      // relaxed: whoever may destroy knows that all have left; it is the others who are found out.
      if (seats_[rank].state.load(relaxed) == taken) {
        sitting += ' ' + std::to_string(rank);
      }
    }
    if (!sitting.empty()) {
      Env::die("a barrier was destroyed while ranks still had a participant (rank" + sitting +
               "): let every participant go first");
    }
  }

  /// The number of seats.
  [[nodiscard]] std::uint32_t team() const noexcept { return team_; }

  /// Takes the seat of `rank`; gives what that rank keeps. Acquires what its last holder did.
  /// Throws std::out_of_range for a rank outside the team, std::logic_error for a seat that is
  /// taken; nothing has changed then.
  Local& take(std::uint32_t rank) {
    if (rank >= team_) {
      throw std::out_of_range("barriers: rank " + std::to_string(rank) +
                              " is outside the team, whose ranks are 0 to " +
                              std::to_string(team_ - 1U));
    }
    // take <- leave
    if (seats_[rank].state.exchange(taken, acquire) == taken) {
      throw std::logic_error("barriers: rank " + std::to_string(rank) +
                             " has a participant already; one rank is one thread's seat");
    }
    return seats_[rank].kept;
  }

  /// Gives up the seat of `rank`: the last time that its holder touches the barrier.
  void give_up(std::uint32_t rank) noexcept {
    // leave -> take: what the holder did here is over for whoever comes next.
    seats_[rank].state.store(vacant, release);
  }

  /// What `rank` keeps, for the constructor of a barrier to fill in.
  [[nodiscard]] Local& operator[](std::uint32_t rank) noexcept { return seats_[rank].kept; }

 private:
  static constexpr std::uint32_t vacant = 0;
  static constexpr std::uint32_t taken = 1;

  struct alignas(Env::line) seat {
    Local kept{};
    typename Env::template atomic<std::uint32_t> state{vacant};
  };
  static_assert(alignof(seat) == Env::line && sizeof(seat) % Env::line == 0);

  std::unique_ptr<seat[]> seats_;
  std::uint32_t team_;
};

}  // namespace barriers
