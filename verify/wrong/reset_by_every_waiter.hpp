#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct reset_by_every_waiter : wrong_pass<reset_by_every_waiter, scenario::lapping> {
  static constexpr std::string_view fault =
      "every leaving rank resets the count, and wipes out ranks that have counted again";
  static constexpr std::string_view reference = "VTest issue 11";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.sense.publish(me.sense, release);
      return wait_result::leader();
    }
    all.sense.await(me.sense, acquire);
    // wrong: the last one has done that, and some may have counted again since.
    all.arrived.store(0U, relaxed);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
