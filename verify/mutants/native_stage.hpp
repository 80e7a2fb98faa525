#pragma once

#include <barriers/env/native.hpp>

#include <cstdint>

namespace barriers::mutants {

/// The machine's environment, taken apart. Each thread says which rank it is.
struct native_stage {
  using primitives = env::native_primitives;
  template <class Policy>
  using world = env::native<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using word = typename Policy::template word<P, T>;
  };

  static std::uint32_t rank() { return running; }

  static inline thread_local std::uint32_t running = 0;
};

}  // namespace barriers::mutants
