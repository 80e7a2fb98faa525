#pragma once

#include <verify/rc11/context.hpp>
#include <verify/rc11/environment.hpp>
#include <verify/rc11/spurious_wakeups.hpp>

#include <cstdint>

namespace barriers::rc11 {

/// The rc11 engine, as verify/driver/tests_of.hpp needs it. A rank that spins does not look again
/// and again here, but says what it waits for; how a rank parks is checked by itself.
struct rc11_backend {
  static constexpr bool is_relacy = false;
  using context = rc11_context;
  using primitives = env::rc11_primitives;
  using spurious_wakeups = rc11_spurious_wakeups;
  template <class Policy>
  using environment = env::rc11<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using type = typename Policy::template atomic<P, T>;
  };
  template <class P, class T>
  struct waiting<env::spin, P, T> {
    using type = primitives::polled<typename P::template bare_atomic<T>, T>;
  };

  template <class Visitor>
  static void for_each_policy(Visitor&& visit) {
    visit("spin", env::spin{});
  }

  static std::uint32_t rank() { return env::rc11_runtime::current().rank(); }
};

}  // namespace barriers::rc11
