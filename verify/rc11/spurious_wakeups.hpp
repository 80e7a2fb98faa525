#pragma once

#include <verify/rc11/graph.hpp>

#include <barriers/env/waiting.hpp>
#include <verify/rc11/environment.hpp>

#include <array>
#include <cstdint>
#include <source_location>

namespace barriers::rc11 {

/// Parking where a sleep may end without reason, which nobody can tell from
/// one that never began. But only so often for each rank, or the executions would have no end.
template <class P>
struct rc11_spurious_primitives : P {
  template <class T>
  class futex : public P::template futex<T> {
   public:
    void wait(const typename P::template bare_atomic<T>& of, T seen,
              std::source_location at = std::source_location::current()) {
      env::rc11_runtime& runtime = env::rc11_runtime::current();
      std::uint32_t& refusals = refusals_[runtime.rank()];
      if (refusals != most_refusals && runtime.choose(2, at) == 1) {
        ++refusals;
      } else {
        P::template futex<T>::wait(of, seen, at);
      }
    }

   private:
    static constexpr std::uint32_t most_refusals = 1;
    std::array<std::uint32_t, largest_team> refusals_{};
  };
};

struct rc11_spurious_wakeups {
  template <class P, class T>
  using atomic = env::parked<rc11_spurious_primitives<P>, T>;
};

}  // namespace barriers::rc11
