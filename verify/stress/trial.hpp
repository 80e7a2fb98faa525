#pragma once

#include <verify/stress/context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace barriers::verify {

/// Long enough for a loaded machine, short enough for a reader of the verdict.
inline constexpr std::chrono::seconds usual_hang_timeout{60};

/// Phases enough for the ranks of a team to meet in many ways, and for every parity, sense and
/// wrap-around. Not more: on a loaded machine a phase may cost a time slice.
constexpr std::uint32_t usual_phases(std::uint32_t team) {
  return std::clamp(1000U / team, 4U, 100U);
}

/// Calls `enter(rank)` in a thread for each rank of `team`, and waits for all of them.
void with_team(context& context, std::uint32_t team,
               const std::function<void(std::uint32_t)>& enter,
               std::chrono::milliseconds hang_timeout = usual_hang_timeout);

/// The entry of a barrier that is on no list.
template <template <class> class Barrier>
struct entry_of {
  static constexpr std::string_view name = "entry_of";
  template <class Env>
  using barrier = Barrier<Env>;
};

/// Runs a scenario of verify/scenarios/all.hpp on real threads; the properties that were broken.
template <class Scenario>
std::set<std::string> try_scenario(std::string title, std::uint32_t team, std::uint32_t phases,
                                   std::chrono::milliseconds hang_timeout = usual_hang_timeout) {
  Scenario scenario{team, phases};
  context context{std::move(title), team};
  with_team(context, team, [&](std::uint32_t rank) { scenario.run(rank, context); }, hang_timeout);
  scenario.after(context);
  return context.broken();
}

}  // namespace barriers::verify
