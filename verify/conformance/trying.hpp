#pragma once

#include <verify/conformance/verdict.hpp>

#include <bench/run/runs_its_team.hpp>
#include <verify/scenarios/all.hpp>
#include <verify/stress/trial.hpp>

#include <barriers/central.hpp>
#include <barriers/env/native.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// How a foreign barrier is tried: as ours are, but each scenario in a process of its own.
namespace barriers::verify {

/// What one scenario has shown of a peer.
struct finding {
  std::string peer;
  std::string scenario;
  std::uint32_t team;
  std::uint32_t phases;
  peer_verdict shown;
};

/// Enough for eight bits of a phase number to wrap round, unless ranks share PUs: then a phase may
/// cost a time slice for each of them.
inline std::uint32_t phases_for(std::uint32_t team) {
  return team > std::thread::hardware_concurrency() ? 8 : 300;
}

/// Where the peer waits as it likes, the scenarios themselves sleep.
using foreign_machine = env::native<env::park>;

template <class Entry>
using peer_barrier = typename Entry::template barrier<foreign_machine>;

/// Whether a scenario says anything of a peer: not of its phase numbers, which are its own; nor of
/// what needs threads or barriers beside those of the one team that a runtime starts.
template <class Entry>
constexpr bool is_offered(std::string_view scenario) {
  constexpr std::array own_phases{"wrap_around", "one_bit_phases"};
  constexpr std::array other_teams{"alone", "side_by_side", "succession", "handing_over"};
  const auto is_among = [scenario](const auto& names) {
    return std::ranges::find(names, scenario) != names.end();
  };
  return !is_among(own_phases) &&
         !(bench::runs_its_team<peer_barrier<Entry>> && is_among(other_teams));
}

/// Runs a scenario in the threads that the peer itself starts; the guarantees that were broken.
template <class Scenario, class Barrier>
std::set<std::string> try_in_its_team(std::string title, std::uint32_t team, std::uint32_t phases,
                                      std::chrono::milliseconds hang_timeout) {
  Barrier starter{team};
  Scenario scenario{team, phases};
  context context{std::move(title), team};
  std::jthread runtime{[&] {
    starter.run_team([&](std::uint32_t rank) {
      scenario.run(rank, context);
      context.leaves(rank);
    });
  }};
  context.await_team(hang_timeout);
  runtime.join();
  scenario.after(context);
  return context.broken();
}

template <class Entry, class Scenario>
peer_verdict verdict_of(std::uint32_t team, std::uint32_t phases,
                        std::chrono::seconds hang_timeout) {
  const std::string title{Scenario::name};
  return judged(
      [&] {
        if constexpr (bench::runs_its_team<peer_barrier<Entry>>) {
          return try_in_its_team<Scenario, peer_barrier<Entry>>(title, team, phases, hang_timeout);
        } else {
          return try_scenario<Scenario>(title, team, phases, hang_timeout);
        }
      },
      // The context knows of ranks that get nowhere; this is for what hangs outside of it.
      10 * hang_timeout);
}

/// A barrier that offers all that there is to offer.
struct complete {
  template <class... Parameters>
  using barrier = central<Parameters...>;
};

/// What the peer of an entry does in every scenario, in the order of the scenarios.
template <class Entry>
std::vector<finding> findings_of(std::uint32_t team, std::chrono::seconds hang_timeout) {
  std::vector<finding> all;
  scenario::for_each_scenario<complete, foreign_machine>([&]<class Scenario>() {
    all.push_back({std::string{Entry::name},
                   std::string{Scenario::name},
                   team,
                   phases_for(team),
                   {"not offered", {}}});
  });
  scenario::for_each_scenario<Entry, foreign_machine>([&]<class Scenario>() {
    if constexpr (is_offered<Entry>(Scenario::name)) {
      std::ranges::find(all, Scenario::name, &finding::scenario)->shown =
          verdict_of<Entry, Scenario>(team, phases_for(team), hang_timeout);
    }
  });
  return all;
}

}  // namespace barriers::verify
