#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace barriers::peers {

/// A barrier of Concurrency Kit, behind our interface.
///
/// `Kit` says which: its types `barrier` and `seat`, how one is made, and how a rank passes. All
/// of them spin, whatever `Env` says, and none tells who came last: rank 0 leads every phase,
/// which costs nothing.
template <env::environment Env, class Kit>
class ck {
 public:
  using environment = Env;
  /// Ranks that share a PU wait for a tick of the scheduler.
  static constexpr bool only_spins = true;

  /// What a rank keeps: what ck wants of it in each phase, and who it is.
  struct local {
    typename Kit::seat seat{};
    std::uint32_t rank = 0;
  };

  explicit ck(team_size team) : team_{team}, barrier_{nullptr}, seats_{team} {
    std::vector<typename Kit::seat> made(team);
    barrier_.reset(Kit::make(team, made.data()));
    if (barrier_ == nullptr) {
      throw std::bad_alloc{};
    }
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank] = {made[rank], rank};
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    Kit::pass(barrier_.get(), me.seat, team_);
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  struct give_back {
    void operator()(void* block) const noexcept { std::free(block); }
  };

  const std::uint32_t team_;
  std::unique_ptr<typename Kit::barrier, give_back> barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
