#include <verify/mutation/kill_search.hpp>

#include <stdexcept>
#include <utility>

namespace barriers::mutation {
namespace {

/// Whether the test kills.
bool attempt(driver::engine& by, const driver::test& one, const driver::task& what, kill& so_far) {
  driver::result now;
  try {
    now = by.run(what);
  } catch (const std::length_error&) {
    now.found = verify::verdict::hang;  // an execution without an end
  }
  so_far.executions += now.tried();
  if (now.found == one.expected) {
    return false;
  }
  so_far.killed = true;
  so_far.by = one.scenario;
  so_far.team = what.team;
  so_far.found = now.found;
  so_far.trace = std::move(now.trace);
  return true;
}

}  // namespace

kill kill_search(driver::engine& by, const std::vector<driver::test>& tests,
                 const driver::kill_limits& limits) {
  kill found;
  // A search that is exhaustive has one phase more in each pass.
  const std::uint32_t passes = by.is_exhaustive() ? limits.phases : driver::kill_passes;
  for (std::uint32_t pass = 0; pass != passes; ++pass) {
    for (std::uint32_t team = 2; team <= limits.largest_team; ++team) {
      for (const driver::test& one : tests) {
        if (team >= one.least_team &&
            attempt(by, one, driver::kill_task(by, one, team, pass, limits), found)) {
          return found;
        }
      }
    }
  }
  return found;
}

}  // namespace barriers::mutation
