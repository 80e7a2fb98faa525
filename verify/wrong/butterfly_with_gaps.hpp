#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct butterfly_with_gaps : wrong_pass<butterfly_with_gaps, scenario::separation, inboxes> {
  static constexpr std::string_view fault =
      "a rank without a partner skips the round, and never hears of the ranks behind that partner";
  static constexpr std::string_view reference =
      "E. D. Brooks: The butterfly barrier, 1986: why it wants a power of two";
  static constexpr verdict expected = verdict::assertion;
  static constexpr std::uint32_t team = 3;

  template <class Env>
  static wait_result pass(inboxes<Env>& all, rank_local& me) noexcept {
    const std::uint32_t phase = ++me.phase;
    for (std::uint32_t round = 0; (1U << round) < all.team; ++round) {
      const std::uint32_t partner = me.rank ^ (1U << round);
      // wrong: others have told the missing rank of themselves, and no other rank.
      if (partner < all.team) {
        all.told(partner, round).publish(phase, release);
        all.told(me.rank, round).await([=](std::uint32_t seen) { return seen >= phase; }, acquire);
      }
    }
    return wait_result::leader_if(me.rank == 0);
  }
};

}  // namespace barriers::wrong
