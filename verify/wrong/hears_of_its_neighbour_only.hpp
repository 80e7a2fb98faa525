#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct hears_of_its_neighbour_only
    : wrong_pass<hears_of_its_neighbour_only, scenario::separation, inboxes> {
  static constexpr std::string_view fault =
      "a rank leaves when one other has arrived: right for two, wrong from three on";
  static constexpr std::string_view reference = "dissemination, stopped after its first round";
  static constexpr verdict expected = verdict::assertion;
  static constexpr std::uint32_t team = 3;

  template <class Env>
  static wait_result pass(inboxes<Env>& all, rank_local& me) noexcept {
    ++me.phase;
    all.told((me.rank + 1U) % all.team, 0).publish(me.phase, release);
    // wrong: of those beyond the neighbour nothing has been heard.
    all.told(me.rank, 0).await([&me](std::uint32_t seen) { return seen >= me.phase; }, acquire);
    return wait_result::leader_if(me.rank == 0);
  }
};

}  // namespace barriers::wrong
