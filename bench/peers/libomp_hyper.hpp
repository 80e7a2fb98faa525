#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

/// A hypercube of threads; the default of the runtime.
template <env::environment Env>
class libomp_hyper : public libomp<Env> {
 public:
  static constexpr description about{.title = "hypercube barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  explicit libomp_hyper(team_size team) : libomp<Env>{"hyper", team} {}
};

}  // namespace barriers::peers
