#pragma once

#include <barriers/env/waiting.hpp>
#include <verify/relacy/environment.hpp>

#include <source_location>

namespace barriers::relacy {

/// Parking where a sleep may end without reason. Relacy's own sleeps do so in the random
/// search alone; these do so in every search.
///
/// Nobody can tell a sleep that ended without reason from one that never began, so the futex just
/// refuses; but only so often in an execution, or the executions would have no end.
template <class P>
struct relacy_spurious_primitives : P {
  template <class T>
  class futex : public P::template futex<T> {
   public:
    void wait(const typename P::template bare_atomic<T>& word, T seen,
              std::source_location at = std::source_location::current()) {
      if (refusals_ != most_refusals && rl::rand(2) == 1) {
        ++refusals_;
      } else {
        P::template futex<T>::wait(word, seen, at);
      }
    }

   private:
    static constexpr unsigned most_refusals = 2;
    unsigned refusals_ = 0;
  };
};

struct relacy_spurious_wakeups {
  template <class P, class T>
  using atomic = env::parked<relacy_spurious_primitives<P>, T>;
};

}  // namespace barriers::relacy
