#include "museum.hpp"

#include <report.hpp>
#include <simulation.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace barriers::wrong {
namespace {

struct options {
  std::vector<std::string> words;
  std::uint64_t executions = 100'000;
  std::uint64_t seed = 1;
  std::size_t trace = 0;
};

options read_options(int argc, char** argv, const std::vector<card>& cards) {
  options chosen;
  std::set<std::string> words;
  for (const card& exhibit : cards) {
    words.insert(exhibit.word);
  }
  CLI::App app{"Tries the wrong barriers: each must be convicted by the scenario on its card"};
  app.add_option("exhibit", chosen.words, "only these")->check(CLI::IsMember(words));
  app.add_option("--executions", chosen.executions, "to convict within")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--seed", chosen.seed, "number of the first execution")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--trace", chosen.trace, "steps of the conviction to show")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return chosen;
}

model::outcome try_one(const card& exhibit, std::uint32_t team, const options& chosen) {
  constexpr std::uint32_t phases = 3;
  return model::simulate({exhibit.make,
                          team,
                          phases,
                          {model::search::method::random, chosen.seed, 0, chosen.executions}});
}

/// Whether the exhibit is convicted in the team on its card, and in none that is smaller.
bool is_convicted(const card& exhibit, const options& chosen) {
  for (std::uint32_t team = 2; team < exhibit.team; ++team) {
    if (!try_one(exhibit, team, chosen).has_passed()) {
      std::printf("MISPLACED %s: a team of %" PRIu32 " convicts it; its card says %" PRIu32 "\n",
                  exhibit.word.c_str(), team, exhibit.team);
      return false;
    }
  }
  const model::outcome found = try_one(exhibit, exhibit.team, chosen);
  if (found.has_passed()) {
    std::printf("PASSED    %s is wrong (%s), and %s lets it pass: team %" PRIu32 ", %" PRIu64
                " executions from seed %" PRIu64 " on\n",
                exhibit.word.c_str(), exhibit.fault.c_str(), exhibit.convicted_by.c_str(),
                exhibit.team, found.executions, chosen.seed);
    return false;
  }
  std::printf("convicted %-30s by %-15s team %" PRIu32 ": %s in execution %" PRIu64 "\n",
              exhibit.word.c_str(), exhibit.convicted_by.c_str(), exhibit.team,
              found.verdict.c_str(), found.failed);
  if (chosen.trace != 0) {
    std::printf("  %s (%s)\n%s", exhibit.fault.c_str(), exhibit.reference.c_str(),
                model::readable(found.trace, chosen.trace).c_str());
  }
  return true;
}

}  // namespace

int museum(int argc, char** argv, const std::vector<card>& cards,
           const std::vector<model::canary_test>& canaries) {
  const options chosen = read_options(argc, argv, cards);
  if (!model::is_awake(canaries)) {
    return 2;
  }
  bool all = true;
  for (const card& exhibit : cards) {
    if (chosen.words.empty() || std::ranges::count(chosen.words, exhibit.word) != 0) {
      all = is_convicted(exhibit, chosen) && all;
    }
  }
  return all ? 0 : 1;
}

}  // namespace barriers::wrong
