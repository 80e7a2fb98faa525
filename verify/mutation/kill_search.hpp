#pragma once

#include <verify/driver/effort.hpp>
#include <verify/driver/engine.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::mutation {

/// What a search for the test that kills came to.
struct kill {
  bool killed = false;
  std::string by;
  std::uint32_t team = 0;
  std::uint64_t executions = 0;  ///< in all, up to the one that kills
  driver::verdict found = driver::verdict::passed;
  std::string trace;
};

/// Tries what is active in the injector: in each pass each test, with a team of two and then with
/// larger ones. Stops at the first that does not end as it is expected.
kill kill_search(driver::engine& by, const std::vector<driver::test>& tests,
                 const driver::kill_limits& limits);

}  // namespace barriers::mutation
