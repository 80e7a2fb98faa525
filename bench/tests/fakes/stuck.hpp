#pragma once

#include <bench/tests/fakes/rendezvous.hpp>

#include <chrono>
#include <thread>

namespace barriers::fakes {

/// Rank 1 does not get beyond the tenth episode.
template <env::environment Env>
class stuck : public rendezvous<Env> {
 public:
  using typename rendezvous<Env>::local;
  static constexpr description about{.title = "hangs in the tenth episode", .reference = "none"};
  using rendezvous<Env>::rendezvous;

  wait_result arrive_and_wait(local& me) noexcept {
    if (me.rank == 1 && ++me.episodes == 10) {
      std::this_thread::sleep_for(std::chrono::hours{1});
    }
    return this->meet(me);
  }
};

}  // namespace barriers::fakes
