#include "options.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <set>

namespace barriers::wrong {

options read_options(int argc, char** argv, const std::vector<card>& cards) {
  options chosen;
  std::set<std::string> words;
  for (const card& exhibit : cards) {
    words.insert(exhibit.word);
  }
  CLI::App app{"Tries the wrong barriers: each must be convicted by the scenario on its card, or "
               "escape, if its card says so"};
  app.footer("Exit status: 0 all is as the cards say, 1 it is not, 2 the checker is not awake, "
             "others from the command line.");
  app.add_option("exhibit", chosen.words, "only these")->check(CLI::IsMember(words));
  app.add_option("--executions", chosen.executions, "to convict within")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--seed", chosen.seed, "number of the first execution")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--trace", chosen.trace, "steps of the conviction to show")->capture_default_str();
  CLI::Option* traces =
      app.add_option("--traces", chosen.traces, "compare the convictions with those kept here")
          ->check(CLI::ExistingDirectory);
  app.add_flag("--keep", chosen.keep, "keep them there instead")->needs(traces);
  app.add_flag("--json", chosen.json, "JSON on stdout; the rows go to stderr");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return chosen;
}

}  // namespace barriers::wrong
