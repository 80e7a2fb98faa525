#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct two_leaders : wrong_pass<two_leaders, scenario::one_leader> {
  static constexpr std::string_view fault =
      "two ranks find that the count is full, and both believe that they filled it";
  static constexpr std::string_view reference = "ARM synchronization-benchmarks issue 62";
  static constexpr verdict expected = verdict::assertion;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    all.arrived.fetch_add(1U, acq_rel);
    // wrong: what others have added since is not what this rank found.
    if (all.arrived.load(acquire) == all.team) {
      all.arrived.store(0U, relaxed);
      all.sense.publish(me.sense, release);
      return wait_result::leader();
    }
    all.sense.await(me.sense, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
