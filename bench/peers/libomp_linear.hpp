#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

struct linear_pattern {
  static constexpr const char* name = "linear";
};

/// One thread looks at all others in turn, and releases them in turn.
template <env::environment Env>
class libomp_linear : public libomp<Env, linear_pattern> {
 public:
  using libomp<Env, linear_pattern>::libomp;
  static constexpr description about{.title = "linear barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  static constexpr std::string_view differs = libomp_differs;
};

}  // namespace barriers::peers
