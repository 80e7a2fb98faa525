#pragma once

#include <bench/peers/openmp/openmp.hpp>

#include <string_view>

namespace barriers::peers {

/// The barrier of GNU's OpenMP runtime.
template <env::environment Env>
class libgomp : public openmp<Env> {
 public:
  using openmp<Env>::openmp;
  static constexpr description about{.title = "#pragma omp barrier of GNU's OpenMP",
                                     .reference = "GCC, libgomp/config/linux/bar.c"};
  static constexpr std::string_view differs =
      "only the threads of a team that the runtime has started may pass it; a barrier is also "
      "where tasks are run; the runtime's defaults: polls 300,000 times (GOMP_SPINCOUNT), 100 "
      "times "
      "where threads outnumber PUs, then sleeps on a futex, and every phase calls the kernel to "
      "wake";
};

}  // namespace barriers::peers
