#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>

namespace barriers::scenario {

/// How a rank goes through a phase; `pass()` does it.

/// Arrives and waits in one go.
template <class Barrier>
struct at_once {
  participant<Barrier> me;
  at_once(Barrier& barrier, std::uint32_t rank) : me{barrier, rank} {}
  wait_result pass() { return me.arrive_and_wait(); }
};

/// Arrives first, and waits later.
template <class Barrier>
struct in_two_steps {
  participant<Barrier> me;
  in_two_steps(Barrier& barrier, std::uint32_t rank) : me{barrier, rank} {}
  wait_result pass() {
    auto token = me.arrive();
    return me.wait(token);
  }
};

/// Takes a seat for each phase, and gives it up again.
template <class Barrier>
struct anew {
  Barrier& barrier;
  std::uint32_t rank;
  wait_result pass() { return participant{barrier, rank}.arrive_and_wait(); }
};

}  // namespace barriers::scenario
