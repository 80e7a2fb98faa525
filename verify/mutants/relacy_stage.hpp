#pragma once

#include <barriers/env/relacy.hpp>

#include <cstdint>

namespace barriers::mutants {

/// The checker's environment, taken apart.
struct relacy_stage {
  using primitives = env::relacy_primitives;
  template <class Policy>
  using world = env::relacy<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using word = typename Policy::template word<P, T>;
  };

  static std::uint32_t rank() { return rl::thread_index(); }
};

}  // namespace barriers::mutants
