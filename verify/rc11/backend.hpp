#pragma once

#include <verify/rc11/context.hpp>
#include <verify/rc11/environment.hpp>
#include <verify/rc11/graph.hpp>
#include <verify/spurious_wakeups.hpp>

#include <array>
#include <cstdint>
#include <source_location>

namespace barriers::rc11 {

/// Each rank may once be refused its sleep.
class rc11_refusals {
 public:
  bool refuses(std::source_location at) {
    env::rc11_runtime& runtime = env::rc11_runtime::current();
    bool& was_refused = was_refused_[runtime.rank()];
    const bool refused =
        !was_refused &&
        runtime.perform({.what = env::rc11_runtime::verb::choose, .written = 2, .at = at}).read ==
            1;
    was_refused |= refused;
    return refused;
  }

 private:
  std::array<bool, largest_team> was_refused_{};
};

/// The rc11 engine, as verify/driver/tests_of.hpp needs it. A rank that spins does not look again
/// and again here, but says what it waits for; how a rank parks is checked by itself.
struct rc11_backend {
  static constexpr bool is_relacy = false;
  using context = rc11_context;
  using primitives = env::rc11_primitives;
  using spurious_wakeups = verify::spurious_wakeups<rc11_refusals>;
  template <class Policy>
  using environment = env::rc11<Policy>;

  template <class Policy, class P, class T>
  using waiting = env::rc11_waiting<Policy, P, T>;

  template <class Visitor>
  static void for_each_policy(Visitor&& visit) {
    visit("spin", env::spin{});
  }

  static std::uint32_t rank() { return env::rc11_runtime::current().rank(); }
};

}  // namespace barriers::rc11
