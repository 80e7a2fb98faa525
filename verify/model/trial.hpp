#pragma once

#include "execution.hpp"

#include <string>
#include <vector>

namespace barriers::model {

/// A scenario, in the environment of one waiting policy.
struct trial {
  std::string scenario;
  std::string policy;
  factory make;
  std::uint32_t least_team = 1;
};

/// What a model executable is about: a word, and all that is owed under it.
struct subject {
  std::string word;
  std::vector<trial> trials;
};

}  // namespace barriers::model
