#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct off_by_one_team : wrong_pass<off_by_one_team, scenario::separation> {
  static constexpr std::string_view fault =
      "the last rank but one ends the phase, and no rank waits for the last";
  static constexpr std::string_view reference = "a classic";
  static constexpr verdict expected = verdict::assertion;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    // wrong: 1 for this rank makes the number of those here; 2 is one too many.
    if (all.arrived.fetch_add(1U, acq_rel) + 2U == all.team) {
      all.arrived.store(0U, relaxed);
      all.sense.publish(me.sense, release);
      return wait_result::leader();
    }
    all.sense.await(me.sense, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
