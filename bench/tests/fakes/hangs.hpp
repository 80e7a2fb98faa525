#pragma once

#include <bench/tests/fakes/rendezvous.hpp>

#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <chrono>
#include <thread>

namespace barriers::fakes {

/// Rank 1 does not get beyond the tenth episode.
template <env::environment Env>
class hangs : public rendezvous<Env> {
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

/// The same, but it hangs when its calls of futex are counted, and only then.
template <env::environment Env>
class hangs_when_counted : public hangs<Env> {
 public:
  using typename hangs<Env>::local;
  static constexpr description about{.title = "hangs when it is counted", .reference = "none"};
  using hangs<Env>::hangs;

  wait_result arrive_and_wait(local& me) noexcept {
    const bool counted = prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER;
    return counted ? hangs<Env>::arrive_and_wait(me) : this->meet(me);
  }
};

}  // namespace barriers::fakes
