#pragma once

#include <bench/tests/fakes/rendezvous.hpp>

#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <chrono>
#include <thread>

namespace barriers::fakes {

/// Rank 1 does not get beyond the second episode in which its calls of futex are counted.
template <env::environment Env>
class hangs_when_counted : public rendezvous<Env> {
 public:
  using typename rendezvous<Env>::local;
  static constexpr description about{.title = "hangs when it is counted", .reference = "none"};
  using rendezvous<Env>::rendezvous;

  wait_result arrive_and_wait(local& me) noexcept {
    const bool counted = prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER;
    if (counted && me.rank == 1 && ++me.episodes == 2) {
      std::this_thread::sleep_for(std::chrono::hours{1});
    }
    return this->meet(me);
  }
};

}  // namespace barriers::fakes
