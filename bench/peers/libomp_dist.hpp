#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

struct dist_pattern {
  static constexpr const char* name = "dist";
};

/// Flags in two levels, laid out for a team that stays the same.
template <env::environment Env>
class libomp_dist : public libomp<Env, dist_pattern> {
 public:
  using libomp<Env, dist_pattern>::libomp;
  static constexpr description about{.title = "two-level distributed barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  static constexpr std::string_view differs = libomp_differs;
};

}  // namespace barriers::peers
