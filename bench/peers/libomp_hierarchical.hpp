#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

/// A tree of threads in the shape of the machine.
template <env::environment Env>
class libomp_hierarchical : public libomp<Env> {
 public:
  static constexpr description about{.title = "hierarchical barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  explicit libomp_hierarchical(team_size team) : libomp<Env>{"hier", team} {}
};

}  // namespace barriers::peers
