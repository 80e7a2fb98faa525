#include "deepening.hpp"

#include "simulation.hpp"

#include <optional>
#include <utility>

namespace barriers::model {
namespace {

/// Whether the next bound can be searched within the budget, judged by the growth so far. From one
/// bound to the next the growth falls, but it has not been seen to fall to less than a half.
bool is_worth_trying(std::uint64_t before, std::uint64_t now, std::uint64_t budget) {
  return now <= budget / (now / before) * 2;
}

}  // namespace

std::uint32_t deepen(const trial& one, std::uint32_t team, std::uint32_t phases, std::uint32_t from,
                     budgets most, report& to) {
  std::optional<run> deepest;
  for (std::uint32_t bound = from;; ++bound) {
    const std::uint64_t budget = bound == from ? most.first : most.beyond;
    const search how{search::method::bound, 1, bound, budget};
    run now{one, team, phases, how, simulate({one.make, team, phases, how})};
    if (!now.found.complete) {
      if (deepest) {
        to.add(*std::move(deepest));
      }
      to.add(std::move(now));
      return bound;
    }
    const std::uint64_t before = deepest ? deepest->found.executions : 1;
    const bool all = team == 1 || (deepest && now.found.executions == before);
    if (all || (deepest && !is_worth_trying(before, now.found.executions, most.beyond))) {
      to.add(std::move(now));
      return all ? all_bounds : bound + 1;
    }
    deepest = std::move(now);
  }
}

}  // namespace barriers::model
