#pragma once

#include <barriers/barrier.hpp>

#include <barrier>
#include <cstddef>
#include <cstdint>

namespace barriers::fakes {

/// A right barrier that knows its ranks and their episodes: what the fakes are made of.
template <env::environment Env>
class rendezvous {
 public:
  using environment = Env;

  struct local {
    std::uint32_t rank = 0;
    std::uint32_t episodes = 0;
  };

  explicit rendezvous(team_size team) : barrier_{static_cast<std::ptrdiff_t>(team)}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

 protected:
  wait_result meet(const local& me) noexcept {
    barrier_.arrive_and_wait();
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  std::barrier<> barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::fakes
