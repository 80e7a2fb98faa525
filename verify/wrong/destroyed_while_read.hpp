#pragma once

#include <verify/wrong/counter_with_ends.hpp>

namespace barriers::wrong {

struct destroyed_while_read
    : wrong_pass<destroyed_while_read, scenario::destruction, counter_with_ends> {
  static constexpr std::string_view fault =
      "each phase has its own atomic, which is destroyed at its end, under its waiters";
  static constexpr std::string_view reference =
      "glibc bug 13065, musl commit f16a3089, libuv issue 3162, LLVM issue 221680";
  static constexpr verdict expected = verdict::use_after_destroy;

  template <class Env>
  static wait_result pass(counter_with_ends<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.ended[me.sense ^ 1U].emplace(0U);
      all.ended[me.sense]->publish(1U, release);
      // wrong: that the phase has ended does not mean that all have seen it.
      all.ended[me.sense].reset();
      return wait_result::leader();
    }
    all.ended[me.sense]->await(1U, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
