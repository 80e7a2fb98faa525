#pragma once

#include "mutation.hpp"

#include <execution.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::mutants {

/// A scenario that mutants are brought before, and the verdict of whoever is right.
struct charge {
  std::string scenario;
  model::factory make;
  std::string expected;
  std::uint32_t least_team;
};

/// How far the search for a conviction goes.
struct effort {
  std::uint32_t phases = 3;
  std::uint32_t largest_team = 4;
  std::uint64_t executions = 500;   ///< of each scenario and team, at random, at first
  std::uint64_t thorough = 10'000;  ///< and of those that are still at large
};

/// What a search for a conviction came to.
struct finding {
  bool convicted = false;
  std::string by;
  std::uint32_t team = 0;
  std::uint64_t executions = 0;  ///< in all, up to the conviction
  std::string verdict;
  std::string trace;
};

/// Tries what is active in the theatre: each scenario with a team of two, then with larger ones,
/// at random; then once more, longer, and by the bounded search. Stops at the first conviction.
finding hunt(const std::vector<charge>& charges, const effort& by);

}  // namespace barriers::mutants
