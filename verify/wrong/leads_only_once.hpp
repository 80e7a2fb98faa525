#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct leads_only_once : wrong_pass<leads_only_once, scenario::one_leader> {
  static constexpr std::string_view fault =
      "the count is never reset, and equals the team in the first phase alone";
  static constexpr std::string_view reference = "Shuttle issue 102";
  static constexpr verdict expected = verdict::assertion;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    const std::uint32_t arrived = all.arrived.fetch_add(1U, acq_rel) + 1U;
    if (arrived % all.team == 0) {
      all.sense.publish(me.sense, release);
    }
    all.sense.await(me.sense, acquire);
    // wrong: in later phases the last one is some multiple of the team.
    return wait_result::leader_if(arrived == all.team);
  }
};

}  // namespace barriers::wrong
