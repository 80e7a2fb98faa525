#pragma once

#include <barriers/env/waiting.hpp>

#include <source_location>

namespace barriers::verify {

/// Parking where a sleep may end without reason. Nothing tells it from one that never began, so the
/// futex just refuses to sleep, as often as the `Refusals` of a checker allow: without a limit the
/// executions would have no end.
template <class Refusals>
struct spurious_wakeups {
  template <class P>
  struct refusing_primitives : P {
    template <class T>
    class futex : public P::template futex<T> {
     public:
      bool wait(const typename P::template bare_atomic<T>& location, T seen,
                env::deadline until = env::never,
                std::source_location at = std::source_location::current()) {
        return refusals_.refuses(at) || P::template futex<T>::wait(location, seen, until, at);
      }

     private:
      Refusals refusals_;
    };
  };

  template <class P, class T>
  using atomic = env::parked<refusing_primitives<P>, T>;
};

}  // namespace barriers::verify
