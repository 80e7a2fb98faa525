#pragma once

#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <optional>

namespace barriers::scenario {

// Ways of a rank to go through a phase, each by `pass()`.

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
  anew(Barrier& of, std::uint32_t who) : barrier{of}, rank{who} {}
  wait_result pass() { return participant{barrier, rank}.arrive_and_wait(); }
};

/// The passages of a whole team, made before its ranks set out: how seats are taken and given up is
/// a matter of its own (seats.hpp), and everywhere else would only multiply what is to be searched.
template <class Env, class Pass>
class seated {
 public:
  template <class Barrier>
  seated(Barrier& barrier, std::uint32_t team)
      : passages_{std::make_unique<shown<Env, std::optional<Pass>>[]>(team)} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      passages_[rank].datum.emplace(barrier, rank);
    }
  }

  Pass& operator[](std::uint32_t rank) { return *passages_[rank].datum; }

 private:
  shown_by_all<Env, std::optional<Pass>> passages_;
};

}  // namespace barriers::scenario
