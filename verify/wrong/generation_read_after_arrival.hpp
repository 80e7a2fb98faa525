#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct generation_read_after_arrival
    : wrong_pass<generation_read_after_arrival, scenario::separation> {
  static constexpr std::string_view fault =
      "a rank that is late to read waits for a phase that waits for it";
  static constexpr std::string_view reference = "Saikuro pull request 80";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    const bool last = all.arrived.fetch_add(1U, acq_rel) + 1U == all.team;
    // wrong: the phase may be over, and this the generation of the next.
    const std::uint32_t next = Env::phases::next(all.generation.load(relaxed));
    if (last) {
      all.arrived.store(0U, relaxed);
      all.generation.publish(next, release);
      return wait_result::leader();
    }
    all.generation.await(next, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
