#pragma once

#include "execution.hpp"

#include <cstdint>
#include <string>

/// Relacy, driven: what is to be checked, how it is searched, and what came of it.
namespace barriers::model {

/// How the executions are chosen.
///
///  - `random`: executions number `first` to `first + executions - 1`. The number of an execution
///    is its seed, so that one that failed is replayed by its number.
///  - `bound`: every execution with at most `bound` switches away from a rank that could have gone
///    on; switches at a wait are free, and all of them are tried. It ends by itself, unless
///    `executions` come first.
///  - `full`: every execution that Relacy can make. It too ends by itself, if one lives to see it.
struct search {
  static constexpr std::uint64_t to_its_end = ~std::uint64_t{0};
  enum class method { random, bound, full };
  method by = method::random;
  std::uint64_t first = 1;
  std::uint32_t bound = 0;
  std::uint64_t executions = 1;
};

/// A search of one thing, with one team.
struct simulation {
  factory make = nullptr;
  std::uint32_t team = 0;
  std::uint32_t phases = 0;
  search how;
};

/// What a simulation found.
struct outcome {
  static constexpr const char* passed = "passed";

  std::string verdict;           ///< "passed", or Relacy's own words
  std::uint64_t executions = 0;  ///< that were made, the failed one included
  bool complete = false;         ///< a bound or full search that ran to its end
  double seconds = 0;
  std::uint64_t failed = 0;  ///< the number of the execution that failed
  std::string trace;         ///< its steps, as Relacy wrote them

  [[nodiscard]] bool has_passed() const { return verdict == passed; }
};

inline constexpr std::uint32_t largest_team = 8;

/// Throws std::bad_alloc where the execution is refused memory.
outcome simulate(const simulation& what);

}  // namespace barriers::model
