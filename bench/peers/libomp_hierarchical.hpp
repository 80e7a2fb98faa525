#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

struct hierarchical_pattern {
  static constexpr const char* name = "hier";
};

/// A tree of threads in the shape of the machine.
template <env::environment Env>
class libomp_hierarchical : public libomp<Env, hierarchical_pattern> {
 public:
  using libomp<Env, hierarchical_pattern>::libomp;
  static constexpr description about{.title = "hierarchical barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  static constexpr std::string_view differs = libomp_differs;
};

}  // namespace barriers::peers
