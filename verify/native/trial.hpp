#pragma once

#include "court.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>

namespace barriers::verify {

/// Long enough for a loaded machine, short enough for whoever waits for the verdict.
inline constexpr std::chrono::seconds usual_patience{60};

/// Phases enough for the ranks of a team to meet in many ways, and for every parity, sense and
/// wrap-around. Not more: on a loaded machine a phase may cost a time slice.
constexpr std::uint32_t usual_phases(std::uint32_t team) {
  return std::clamp(1000U / team, 4U, 100U);
}

/// Calls `enter(rank)` in a thread for each rank of `team`, and waits for all of them.
void with_team(court& court, std::uint32_t team, const std::function<void(std::uint32_t)>& enter,
               std::chrono::milliseconds patience = usual_patience);

/// Runs a scenario of verify/scenarios.hpp on real threads; the promises that were broken.
template <class Scenario>
std::set<std::string> try_scenario(std::string title, std::uint32_t team, std::uint32_t phases,
                                   std::chrono::milliseconds patience = usual_patience) {
  Scenario scenario{team, phases};
  court court{std::move(title), team};
  with_team(court, team, [&](std::uint32_t rank) { scenario.run(rank, court); }, patience);
  scenario.after(court);
  return court.broken();
}

}  // namespace barriers::verify
