#pragma once

#include <bench/peers/openmp/openmp.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

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

/// The barrier of LLVM's OpenMP runtime, gathering and releasing by `Pattern`, which has its name.
template <env::environment Env, class Pattern>
class libomp : public openmp<Env> {
 public:
  /// The runtime begins once in a process, with one pattern.
  static constexpr bool alone_in_process = true;

  explicit libomp(team_size team) : openmp<Env>{(choose_libomp_pattern(Pattern::name), team)} {}
};

/// What all words of libomp have in common.
inline constexpr std::string_view libomp_reference =
    "LLVM OpenMP, KMP_PLAIN_BARRIER_PATTERN; runtime/src/kmp_barrier.cpp";
inline constexpr std::string_view libomp_differs =
    "only the threads of a team that the runtime has started may pass it; a barrier is also where "
    "tasks are run; the runtime's defaults: spins for 200 ms (KMP_BLOCKTIME), yielding where "
    "threads "
    "outnumber PUs, then sleeps; branching factor 4 (KMP_PLAIN_BARRIER=2,2)";

}  // namespace barriers::peers
