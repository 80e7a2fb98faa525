#pragma once

#include "report.hpp"
#include "trial.hpp"

#include <cstdint>

namespace barriers::model {

/// How many executions a bound may take: the first one, and each of those beyond it.
struct budgets {
  std::uint64_t first;
  std::uint64_t beyond;
};

/// Searches bound after bound, from `from` on, until a budget of executions is spent or the next
/// bound would surely spend it. Reports the deepest bound that was searched to its end, and the one
/// that was not, if there is one. Returns the bound that is to be searched next: `from` if none
/// was searched to its end, and `all_bounds` if no schedule is left.
std::uint32_t deepen(const trial& one, std::uint32_t team, std::uint32_t phases, std::uint32_t from,
                     budgets most, report& to);

inline constexpr std::uint32_t all_bounds = ~std::uint32_t{0};

}  // namespace barriers::model
