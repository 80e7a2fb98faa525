#include "options.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <cstdlib>

namespace barriers::mutants {

options read_options(int argc, char** argv, const std::string& word) {
  options chosen;
  CLI::App app{"Makes each operation of \"" + word +
               "\" wrong in every way, and sees to it that a scenario notices"};
  app.footer("Exit status: 0 every mutant was convicted or is equivalent, 1 not so, 2 the checker "
             "is not awake, others from the command line.");
  app.add_option("--place", chosen.place, "only places that contain this: file:line:column");
  app.add_option("--mutation", chosen.mutation, "only this one, as the table names it");
  app.add_option("--trace", chosen.trace, "steps of each conviction to show")
      ->capture_default_str();
  app.add_option("--json", chosen.json, "JSON to this file, or to stdout for -");
  app.add_flag("--operations", chosen.operations, "print the table of operations, and end");
  app.add_option("--team", chosen.by.largest_team, "the largest team to try")
      ->check(CLI::Range(std::uint32_t{2}, largest_team))
      ->capture_default_str();
  app.add_option("--phases", chosen.by.phases, "phases of an execution")
      ->check(CLI::Range(1U, 1'000U))
      ->capture_default_str();
  app.add_option("--executions", chosen.by.executions, "of each scenario and team, at first")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--thorough", chosen.by.thorough, "and of those that are still at large")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return chosen;
}

}  // namespace barriers::mutants
