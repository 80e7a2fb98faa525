#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct more_ranks_than_rounds : wrong_pass<more_ranks_than_rounds, scenario::separation, inboxes> {
  static constexpr std::string_view fault =
      "room for two rounds of telling, which are enough for four ranks and not for five";
  static constexpr std::string_view reference = "MPICH issue 6227: more ranks than a static limit";
  static constexpr verdict expected = verdict::assertion;
  static constexpr std::uint32_t team = 5;
  static constexpr std::uint32_t most_rounds = 2;

  template <class Env>
  static wait_result pass(inboxes<Env>& all, rank_local& me) noexcept {
    const std::uint32_t phase = ++me.phase;
    // wrong: whether 1 << round has reached the team is not asked.
    for (std::uint32_t round = 0; round != most_rounds; ++round) {
      all.told((me.rank + (1U << round)) % all.team, round).publish(phase, release);
      all.told(me.rank, round).await([=](std::uint32_t seen) { return seen >= phase; }, acquire);
    }
    return wait_result::leader_if(me.rank == 0);
  }
};

}  // namespace barriers::wrong
