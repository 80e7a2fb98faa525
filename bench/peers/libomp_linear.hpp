#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

/// One thread looks at all others in turn, and releases them in turn.
template <env::environment Env>
class libomp_linear : public libomp<Env> {
 public:
  static constexpr description about{.title = "linear barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  explicit libomp_linear(team_size team) : libomp<Env>{"linear", team} {}
};

}  // namespace barriers::peers
