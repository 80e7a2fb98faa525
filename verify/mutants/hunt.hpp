#pragma once

#include "mutation.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace barriers::mutants {

inline constexpr std::uint32_t largest_team = 8;

/// How far the search for a conviction goes.
struct effort {
  std::uint32_t phases = 3;
  std::uint32_t largest_team = 4;
  std::uint64_t executions = 500;   ///< of each scenario and team, at first
  std::uint64_t thorough = 10'000;  ///< and of those that are still at large
};

/// What one search came to.
struct outcome {
  std::string verdict;
  std::uint64_t executions = 0;
  std::string trace;
};

/// A scenario that mutants are brought before, and the verdict of whoever is right. `search` is how
/// an engine goes about it, in each round deeper than in the one before.
struct charge {
  std::string scenario;
  std::string expected;
  std::uint32_t least_team;
  std::function<outcome(std::uint32_t team, unsigned round, const effort& by)> search;
};

inline constexpr unsigned rounds = 3;

/// What a search for a conviction came to.
struct finding {
  bool convicted = false;
  std::string by;
  std::uint32_t team = 0;
  std::uint64_t executions = 0;  ///< in all, up to the conviction
  std::string verdict;
  std::string trace;
};

/// Tries what is active in the theatre: in each round each scenario, with a team of two and then
/// with larger ones. Stops at the first conviction.
finding hunt(const std::vector<charge>& charges, const effort& by);

}  // namespace barriers::mutants
