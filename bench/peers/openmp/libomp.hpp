#pragma once

#include <bench/peers/openmp/openmp.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace barriers::peers {

/// Has libomp gather and release the ranks of every barrier by `pattern`, in the whole process.
///
/// libomp takes the patterns from the environment, once, when the first team is started. Throws
/// std::logic_error if another pattern was chosen before.
inline void choose_libomp_pattern(const std::string& pattern) {
  static const std::string chosen = pattern;
  if (chosen != pattern) {
    throw std::logic_error("libomp has begun with barriers of the pattern '" + chosen +
                           "' and cannot change to '" + pattern + "': use another process");
  }
  const std::string both = pattern + ',' + pattern;
  // `dist` is only had by all kinds of barrier together.
  for (const char* name : {"KMP_PLAIN_BARRIER_PATTERN", "KMP_FORKJOIN_BARRIER_PATTERN",
                           "KMP_REDUCTION_BARRIER_PATTERN"}) {
    setenv(name, both.c_str(), 1);
  }
}

inline constexpr std::string_view libomp_reference =
    "LLVM OpenMP, KMP_PLAIN_BARRIER_PATTERN; runtime/src/kmp_barrier.cpp";

/// The barrier of LLVM's OpenMP runtime, gathering and releasing by a pattern.
template <env::environment Env>
class libomp : public openmp<Env> {
 public:
  static constexpr std::string_view differs =
      "only the threads of a team that the runtime has started may pass it; a barrier is also "
      "where "
      "tasks are run; the runtime's defaults: spins for 200 ms (KMP_BLOCKTIME), yielding where "
      "threads outnumber PUs, then sleeps; branching factor 4 (KMP_PLAIN_BARRIER=2,2)";
  /// The runtime begins once in a process, with one pattern.
  static constexpr bool alone_in_process = true;

  libomp(const std::string& pattern, team_size team)
      : openmp<Env>{(choose_libomp_pattern(pattern), team)} {}
};

}  // namespace barriers::peers
