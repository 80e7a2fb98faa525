#pragma once

#include <barriers/env/explorer.hpp>

#include <cstdint>

namespace barriers::mutants {

/// The explorer's environment, taken apart. There a rank that stays awake does not look again and
/// again, but says what it waits for.
struct explorer_stage {
  using primitives = env::explorer_primitives;
  template <class Policy>
  using world = env::explorer<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using word = typename Policy::template word<P, T>;
  };
  template <class P, class T>
  struct waiting<env::spin, P, T> {
    using word = primitives::awake<typename P::template cell<T>, T>;
  };

  static std::uint32_t rank() { return env::explored_world::current().rank(); }
};

}  // namespace barriers::mutants
