#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct packed_bytes_overlap : wrong_pass<packed_bytes_overlap, scenario::separation> {
  static constexpr std::string_view fault =
      "two ranks share a flag, and one of them counts for both";
  static constexpr std::string_view reference = "LLVM issue 117073";
  static constexpr verdict expected = verdict::assertion;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    // wrong: a bit for each rank is 1 << rank; so two ranks have the same.
    const std::uint32_t mine = 1U << (me.rank / 2U);
    const std::uint32_t all_set = (1U << ((all.team + 1U) / 2U)) - 1U;
    // Set in odd phases, cleared in even ones.
    const std::uint32_t change = me.sense == 1U ? mine : 0U - mine;
    if (all.arrived.fetch_add(change, acq_rel) + change == (me.sense == 1U ? all_set : 0U)) {
      all.sense.publish(me.sense, release);
      return wait_result::leader();
    }
    all.sense.await(me.sense, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
