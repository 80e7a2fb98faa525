#pragma once

#include <verify/wrong/counter_with_ends.hpp>

namespace barriers::wrong {

struct last_in_is_not_last_out
    : wrong_pass<last_in_is_not_last_out, scenario::destruction, counter_with_ends> {
  static constexpr std::string_view fault =
      "a rank counts itself out before it has left, and its atomic is destroyed under it";
  static constexpr std::string_view reference =
      "libuv issue 2019: the serial role must be that of the last one out";
  static constexpr verdict expected = verdict::use_after_destroy;

  template <class Env>
  static wait_result pass(counter_with_ends<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.ended[me.sense ^ 1U].emplace(0U);
      all.out[me.sense ^ 1U].store(0U, relaxed);
      all.ended[me.sense]->publish(1U, release);
      all.out[me.sense].await(all.team - 1U, acquire);
      all.ended[me.sense].reset();
      return wait_result::leader();
    }
    // wrong: it has yet to read `ended`.
    all.out[me.sense].fetch_add(1U, acq_rel);
    all.ended[me.sense]->await(1U, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
