#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct never_reset : wrong_pass<never_reset, scenario::separation> {
  static constexpr std::string_view fault =
      "the count is never reset, and no rank is the last one again";
  static constexpr std::string_view reference = "Nautilus issue 42, iceoryx2 issue 1474";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    // wrong: from the second phase on the count is beyond the team.
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.sense.publish(me.sense, release);
      return wait_result::leader();
    }
    all.sense.await(me.sense, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
