#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct waits_for_the_count : wrong_pass<waits_for_the_count, scenario::lapping> {
  static constexpr std::string_view fault =
      "a fast rank comes round and counts again, and the slow one never sees the count at zero";
  static constexpr std::string_view reference =
      "Zephyr issue 117756, OSv issue 857, libuv issue 3872";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.publish(0U, release);
      return wait_result::leader();
    }
    // wrong: the count says how many are here, not which phase it is.
    all.arrived.await(0U, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
