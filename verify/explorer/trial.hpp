#pragma once

#include "execution.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace barriers::explorer {

/// A scenario, in the environment of one waiting policy.
struct trial {
  std::string scenario;
  std::string policy;
  std::unique_ptr<execution> (*make)(std::uint32_t team, std::uint32_t phases);
  bool ranks_are_alike = false;
};

/// How many ranks go through how many phases.
struct size {
  std::uint32_t team;
  std::uint32_t phases;
};

/// What an executable is about: a word, all that is owed under it, and the sizes at which that is
/// searched to its end within a minute, in the order of their teams.
struct subject {
  std::string word;
  std::vector<trial> trials;
  std::vector<size> sizes{{2, 3}, {3, 2}, {4, 2}};
};

}  // namespace barriers::explorer
