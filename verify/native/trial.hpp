#pragma once

#include "court.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace barriers::verify {

/// Long enough for a loaded machine, short enough for whoever waits for the verdict.
inline constexpr std::chrono::seconds usual_patience{60};

/// Calls `enter(rank, court)` in a thread for each rank of `team`, and waits for all of them.
template <class Enter>
void with_team(court& court, std::uint32_t team, Enter enter,
               std::chrono::milliseconds patience = usual_patience) {
  std::vector<std::jthread> ranks;
  ranks.reserve(team);
  for (std::uint32_t rank = 0; rank != team; ++rank) {
    ranks.emplace_back([&court, &enter, rank] {
      enter(rank, court);
      court.leaves(rank);
    });
  }
  court.await_team(patience);
}

/// Runs a scenario of verify/scenarios.hpp on real threads; the promises that were broken.
template <class Scenario>
std::set<std::string> try_scenario(std::string title, std::uint32_t team, std::uint32_t phases,
                                   std::chrono::milliseconds patience = usual_patience) {
  Scenario scenario{team, phases};
  court court{std::move(title), team};
  with_team(
      court, team, [&](std::uint32_t rank, auto& judge) { scenario.run(rank, judge); }, patience);
  scenario.after(court);
  return court.broken();
}

}  // namespace barriers::verify
