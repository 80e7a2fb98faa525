#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct hoisted_release_fence : wrong_pass<hoisted_release_fence, scenario::lapping> {
  static constexpr std::string_view fault =
      "the fence stands before the reset too, and nothing orders the reset before the generation";
  static constexpr std::string_view reference = "a store may pass a store on ARM and POWER";
  static constexpr std::string_view missed_by_relacy =
      "in its executions stores take effect in the order in which they are made";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    const std::uint32_t next = Env::phases::next(all.generation.load(relaxed));
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      Env::fence(release);
      // wrong: it may land after the generation, and wipe out ranks that have counted again.
      all.arrived.store(0U, relaxed);
      all.generation.publish(next, relaxed);
      return wait_result::leader();
    }
    all.generation.await(next, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
