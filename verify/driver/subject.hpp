#pragma once

#include <verify/driver/engine.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::driver {

/// What is checked: an algorithm, or the protocol of parking.
struct subject {
  std::string name;
  std::vector<test> tests{};
  std::vector<test> mutation_tests{};  ///< the same under the mutation injector
  bool is_small = false;     ///< its executions are short, and searches may have more of them
  std::uint32_t phases = 3;  ///< of an execution, where an engine samples
};

/// The algorithms, in the order of the list, and parking. Defined by generated code.
std::vector<subject> subjects();

}  // namespace barriers::driver
