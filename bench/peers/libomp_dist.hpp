#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

/// Flags in two levels, laid out for a team that stays the same.
template <env::environment Env>
class libomp_dist : public libomp<Env> {
 public:
  static constexpr description about{.title = "two-level distributed barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  explicit libomp_dist(team_size team) : libomp<Env>{"dist", team} {}
};

}  // namespace barriers::peers
