#pragma once

#include <bench/peers/openmp/libomp.hpp>

namespace barriers::peers {

struct hyper_pattern {
  static constexpr const char* name = "hyper";
};

/// A hypercube of threads; what the runtime does if nobody chooses.
template <env::environment Env>
class libomp_hyper : public libomp<Env, hyper_pattern> {
 public:
  using libomp<Env, hyper_pattern>::libomp;
  static constexpr description about{.title = "hypercube barrier of LLVM's OpenMP",
                                     .reference = libomp_reference};
  static constexpr std::string_view differs = libomp_differs;
};

}  // namespace barriers::peers
