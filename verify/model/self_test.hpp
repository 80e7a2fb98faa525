#pragma once

#include "execution.hpp"

#include <string>
#include <vector>

namespace barriers::model {

/// A fault that must be found, and the verdict that finds it, in Relacy's own words.
struct canary_test {
  std::string name;
  std::string verdict;
  factory make;
};

/// Whether the checker convicts every canary, by the random search and by the bounded one; says on
/// stderr which it does not.
bool is_awake(const std::vector<canary_test>& canaries);

}  // namespace barriers::model
