#include "options.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

namespace barriers::model {

options read_options(int argc, char** argv, const subject& about) {
  options chosen;
  std::set<std::string> scenarios;
  std::set<std::string> policies;
  for (const trial& one : about.trials) {
    scenarios.insert(one.scenario);
    policies.insert(one.policy);
  }
  const std::map<std::string, search::method> methods{{"random", search::method::random},
                                                      {"bound", search::method::bound},
                                                      {"full", search::method::full}};

  CLI::App app{"Checks what is owed under the word \"" + about.word +
               "\", under the Relacy Race Detector"};
  app.footer("Exit status: 0 nothing failed, 1 something failed, 2 the checker is not awake, "
             "others from the command line.");
  app.add_option("--scenario", chosen.scenario, "only this one")->check(CLI::IsMember(scenarios));
  app.add_option("--policy", chosen.policy, "only this way to wait")
      ->check(CLI::IsMember(policies));
  app.add_option("--team", chosen.teams, "only these teams")
      ->check(CLI::Range(std::uint32_t{1}, largest_team));
  app.add_option("--phases", chosen.phases, "phases of an execution")
      ->check(CLI::Range(1U, 1'000U))
      ->capture_default_str();
  app.add_option("--search", chosen.only, "only this search")
      ->transform(CLI::CheckedTransformer(methods));
  app.add_option("--executions", chosen.executions, "of each random search")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--seed", chosen.seed, "number of the first random execution")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--bound", chosen.bound, "search this context bound");
  app.add_option(
         "--budget", chosen.budget,
         "most executions of a bounded or full search; with --bound and --search full all, if not "
         "said otherwise")
      ->check(CLI::PositiveNumber);
  app.add_option("--replay", chosen.replay, "run the random execution of this number alone")
      ->check(CLI::PositiveNumber);
  app.add_option("--trace", chosen.trace, "steps of a failure to show")->capture_default_str();
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

  if (chosen.teams.empty()) {
    for (std::uint32_t team = 1; team <= largest_team; ++team) {
      chosen.teams.push_back(team);
    }
  }
  if (chosen.replay) {
    chosen.only = search::method::random;
    chosen.seed = *chosen.replay;
    chosen.executions = 1;
  }
  if (chosen.bound) {
    chosen.only = search::method::bound;
  }
  return chosen;
}

}  // namespace barriers::model
