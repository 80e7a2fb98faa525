#pragma once

#include <barriers/env/native.hpp>

#include <cstdint>

namespace barriers::mutation {

/// The machine's environment, taken apart. Each thread says which rank it is.
struct native_backend {
  using primitives = env::native_primitives;
  template <class Policy>
  using environment = env::native<Policy>;

  template <class Policy, class P, class T>
  struct waiting {
    using type = typename Policy::template atomic<P, T>;
  };

  static std::uint32_t rank() { return running; }

  static inline thread_local std::uint32_t running = 0;
};

}  // namespace barriers::mutation
