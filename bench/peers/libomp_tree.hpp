#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

struct tree_pattern {
  static constexpr const char* name = "tree";
};

/// A tree of threads with a fixed branching factor.
template <env::environment Env>
class libomp_tree : public libomp<Env, tree_pattern> {
 public:
  using libomp<Env, tree_pattern>::libomp;
  static constexpr description about{.title = "tree barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  static constexpr std::string_view differs = libomp_differs;
};

}  // namespace barriers::peers
