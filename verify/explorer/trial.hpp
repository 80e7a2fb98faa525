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

/// What an executable is about: a word, and all that is owed under it.
struct subject {
  std::string word;
  std::vector<trial> trials;
};

/// How many ranks go through how many phases.
struct size {
  std::uint32_t team;
  std::uint32_t phases;
};

}  // namespace barriers::explorer
