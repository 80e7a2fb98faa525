#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct phase_that_never_wraps : wrong_pass<phase_that_never_wraps, scenario::one_bit_phases> {
  static constexpr std::string_view fault =
      "a rank counts the phases by itself, and further than the barrier does";
  static constexpr std::string_view reference = "a classic";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    // wrong: the generation starts again at 0 where its bits end.
    ++me.phase;
    const std::uint32_t next = Env::phases::next(all.generation.load(relaxed));
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.generation.publish(next, release);
      return wait_result::leader();
    }
    all.generation.await(Env::phases::first + me.phase, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
