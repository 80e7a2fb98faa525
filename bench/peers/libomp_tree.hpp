#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

/// A tree of threads with a fixed branching factor.
template <env::environment Env>
class libomp_tree : public libomp<Env> {
 public:
  static constexpr description about{.title = "tree barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  explicit libomp_tree(team_size team) : libomp<Env>{"tree", team} {}
};

}  // namespace barriers::peers
