#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct no_sense_reversal : wrong_pass<no_sense_reversal, scenario::separation> {
  static constexpr std::string_view fault = "the second phase is over before it has begun";
  static constexpr std::string_view reference =
      "Mellor-Crummey, Scott 1991: why the sense reverses";
  static constexpr verdict expected = verdict::assertion;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      // wrong: it was open already, from the last phase.
      all.sense.publish(1U, release);
      return wait_result::leader();
    }
    all.sense.await(1U, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
