#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct reuse_before_drain : wrong_pass<reuse_before_drain, scenario::lapping, inboxes> {
  static constexpr std::string_view fault =
      "a rank is told of the next phase before it has heard of this one";
  static constexpr std::string_view reference =
      "dissemination without parity; Mellor-Crummey, Scott 1991 say why it is there";
  static constexpr verdict expected = verdict::hang;

  template <class Env>
  static wait_result pass(inboxes<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    for (std::uint32_t round = 0; (1U << round) < all.team; ++round) {
      // wrong: one flag for all phases. The other may not have looked at it yet.
      all.told((me.rank + (1U << round)) % all.team, round).publish(me.sense, release);
      all.told(me.rank, round).await(me.sense, acquire);
    }
    return wait_result::leader_if(me.rank == 0);
  }
};

}  // namespace barriers::wrong
