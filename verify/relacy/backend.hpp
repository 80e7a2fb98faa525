#pragma once

#include <verify/relacy/context.hpp>
#include <verify/relacy/environment.hpp>
#include <verify/spurious_wakeups.hpp>

#include <cstdint>
#include <source_location>

namespace barriers::relacy {

/// Two sleeps of an execution may be refused, in every search. Relacy's own sleeps end without
/// reason in the random search alone.
class relacy_refusals {
 public:
  bool refuses(std::source_location) {
    const bool refused = left_ != 0 && rl::rand(2) == 1;
    left_ -= refused ? 1U : 0U;
    return refused;
  }

 private:
  unsigned left_ = 2;
};

/// Relacy, as verify/driver/tests_of.hpp needs it.
struct relacy_backend {
  static constexpr bool is_relacy = true;
  using context = relacy_context;
  using primitives = env::relacy_primitives;
  using spurious_wakeups = verify::spurious_wakeups<relacy_refusals>;
  template <class Policy>
  using environment = env::relacy<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using type = typename Policy::template atomic<P, T>;
  };

  /// Park first: ranks that sleep give the fewest schedules, so there the bounds end soonest.
  template <class Visitor>
  static void for_each_policy(Visitor&& visit) {
    visit("park", env::park{});
    visit("spin", env::spin{});
  }

  static std::uint32_t rank() { return rl::thread_index(); }
};

}  // namespace barriers::relacy
