#include "hunt.hpp"

#include <utility>

namespace barriers::mutants {
namespace {

/// Whether the charge convicts.
bool bring(const charge& one, std::uint32_t team, unsigned round, const effort& by,
           finding& so_far) {
  outcome now = one.search(team, round, by);
  so_far.executions += now.executions;
  if (now.verdict == one.expected) {
    return false;
  }
  so_far.convicted = true;
  so_far.by = one.scenario;
  so_far.team = team;
  so_far.verdict = std::move(now.verdict);
  so_far.trace = std::move(now.trace);
  return true;
}

}  // namespace

finding hunt(const std::vector<charge>& charges, const effort& by) {
  finding found;
  for (unsigned round = 0; round != rounds; ++round) {
    for (std::uint32_t team = 2; team <= by.largest_team; ++team) {
      for (const charge& one : charges) {
        if (team >= one.least_team && bring(one, team, round, by, found)) {
          return found;
        }
      }
    }
  }
  return found;
}

}  // namespace barriers::mutants
