#pragma once

#include <barriers/barrier.hpp>
#include <bench/peers/ck/ck.h>

#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

namespace barriers::peers {

template <env::environment Env, auto Make, auto Pass>
class ck;

/// A barrier of Concurrency Kit, behind our interface: how it is made, with the seats of its ranks,
/// and ck's function for a phase.
///
/// All of them spin, whatever `Env` says, and none tells which rank came last: rank 0 leads every
/// phase, which costs nothing.
template <env::environment Env, class Barrier, class Seat, Barrier* (*Make)(unsigned, Seat*),
          auto Pass>
class ck<Env, Make, Pass> {
 public:
  using environment = Env;
  /// Ranks that share a PU wait for a tick of the scheduler.
  static constexpr bool only_spins = true;

  /// What a rank keeps: what ck wants of it in each phase, and its number.
  struct local {
    Seat seat{};
    std::uint32_t rank = 0;
  };

  explicit ck(team_size team) : team_{team}, barrier_{nullptr}, seats_{team} {
    std::vector<Seat> made(team);
    barrier_.reset(Make(team, made.data()));
    if (barrier_ == nullptr) {
      throw std::bad_alloc{};
    }
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank] = {made[rank], rank};
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    if constexpr (std::invocable<decltype(Pass), Barrier*, Seat>) {
      Pass(barrier_.get(), me.seat);
    } else if constexpr (std::invocable<decltype(Pass), Barrier*, Seat, unsigned>) {
      Pass(barrier_.get(), me.seat, team_);
    } else {
      Pass(barrier_.get(), me.seat.group, me.seat.state);
    }
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  struct give_back {
    void operator()(void* block) const noexcept { std::free(block); }
  };

  const std::uint32_t team_;
  std::unique_ptr<Barrier, give_back> barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
