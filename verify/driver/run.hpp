#pragma once

#include <verify/driver/effort.hpp>
#include <verify/driver/engine.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace barriers::driver {

/// What `run` is asked for. Nothing chosen: every test, every team, every search of the effort.
struct run_options {
  std::string barrier;
  std::string scenario;
  std::string policy;
  std::vector<std::uint32_t> teams;
  std::optional<std::uint32_t> phases;
  std::string search;
  effort how = effort::usual;
  std::optional<std::uint64_t> executions;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> budget;
  std::optional<std::uint64_t> replay;
  std::size_t trace = 80;
  std::string graphviz;
  bool json = false;

  [[nodiscard]] bool wants(const test& one) const {
    return (scenario.empty() || scenario == one.scenario) &&
           (policy.empty() || policy == one.policy);
  }
  [[nodiscard]] bool wants(std::uint32_t team) const {
    return teams.empty() || std::ranges::find(teams, team) != teams.end();
  }
};

/// Searches what the options choose and reports each search. The exit status.
int run(engine& by, const run_options& chosen);

/// What repeats a search that failed, in the source tree.
std::string replay_command(const engine& by, const std::string& barrier, const test& of,
                           const task& what, const result& failed);

}  // namespace barriers::driver
