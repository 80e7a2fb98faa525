#pragma once

#include "graph.hpp"

#include <barriers/env/explorer.hpp>
#include <barriers/env/waiting.hpp>

#include <array>
#include <cstdint>
#include <source_location>

namespace barriers::explorer {

/// Parking in beds that let nobody rest: a sleep may end without reason, which nobody can tell from
/// one that never began. But only so often for each rank, or the executions would have no end.
template <class P>
struct restless_primitives : P {
  template <class T>
  class bed : public P::template bed<T> {
   public:
    void sleep(const typename P::template cell<T>& of, T seen,
               std::source_location at = std::source_location::current()) {
      env::explored_world& world = env::explored_world::current();
      std::uint32_t& refusals = refusals_[world.rank()];
      if (refusals != most_refusals && world.choose(2, at) == 1) {
        ++refusals;
      } else {
        P::template bed<T>::sleep(of, seen, at);
      }
    }

   private:
    static constexpr std::uint32_t most_refusals = 1;
    std::array<std::uint32_t, largest_team> refusals_{};
  };
};

struct restless {
  template <class P, class T>
  using word = env::parked<restless_primitives<P>, T>;
};

}  // namespace barriers::explorer
