#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct phase_compared_by_size : wrong_pass<phase_compared_by_size, scenario::wrap_around> {
  static constexpr std::string_view fault =
      "where the phase number wraps, the larger one is the earlier one";
  static constexpr std::string_view reference =
      "a classic; ring buffers and sequence numbers share it";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    const std::uint32_t mine = all.generation.load(relaxed);
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.generation.publish(Env::phases::next(mine), release);
      return wait_result::leader();
    }
    // wrong: the phase after the largest number is number 0.
    all.generation.await([mine](std::uint32_t seen) { return seen > mine; }, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
