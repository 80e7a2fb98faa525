#include "options.hpp"

#include "graph.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <vector>

namespace barriers::explorer {
namespace {

constexpr std::uint32_t most_phases = 1'000;

/// The phases of the nearest size that is no larger, or of the smallest.
std::uint32_t usual_phases(const std::vector<size>& sizes, std::uint32_t team) {
  std::uint32_t phases = sizes.front().phases;
  for (const size& each : sizes) {
    phases = each.team <= team ? each.phases : phases;
  }
  return phases;
}

}  // namespace

options read_options(int argc, char** argv, const subject& about) {
  options chosen;
  std::vector<std::uint32_t> teams;
  std::uint32_t phases = 0;
  std::set<std::string> scenarios;
  std::set<std::string> policies;
  for (const trial& one : about.trials) {
    scenarios.insert(one.scenario);
    policies.insert(one.policy);
  }

  CLI::App app{"Checks what is owed under the word \"" + about.word +
               "\", in every execution that RC11 allows"};
  app.footer("Exit status: 0 nothing failed, 1 something failed or was not searched to its end, "
             "2 the explorer is not awake, others from the command line.");
  app.add_option("--scenario", chosen.scenario, "only this one")->check(CLI::IsMember(scenarios));
  app.add_option("--policy", chosen.policy, "only this way to wait")
      ->check(CLI::IsMember(policies));
  app.add_option("--team", teams, "only these teams")->check(CLI::Range(1U, largest_team));
  app.add_option("--phases", phases, "phases of an execution; if not said, as many as end soon")
      ->check(CLI::Range(1U, most_phases));
  app.add_option("--budget", chosen.budget,
                 "most graphs of a search, those that lead to no execution included")
      ->check(CLI::PositiveNumber);
  app.add_option(
      "--picture", chosen.picture,
      "write the graph of the first failure to this file, for Graphviz; as SVG if it is so named");
  app.add_flag("--symmetry", chosen.symmetry,
               "where ranks are alike, leave out executions that differ in their names only");
  app.add_flag("--json", chosen.json, "JSON on stdout; the rows go to stderr");
  app.add_flag_callback(
      "--describe",
      [&] {
        std::puts(nlohmann::ordered_json{{"word", about.word},
                                         {"scenarios", scenarios},
                                         {"policies", policies},
                                         {"largest_team", largest_team}}
                      .dump()
                      .c_str());
        std::exit(EXIT_SUCCESS);
      },
      "what there is to choose from, as JSON");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }

  if (teams.empty()) {
    for (const size& usual : about.sizes) {
      teams.push_back(usual.team);
    }
  }
  std::ranges::sort(teams);
  teams.erase(std::ranges::unique(teams).begin(), teams.end());
  for (const std::uint32_t team : teams) {
    chosen.sizes.push_back({team, phases == 0 ? usual_phases(about.sizes, team) : phases});
  }
  return chosen;
}

}  // namespace barriers::explorer
